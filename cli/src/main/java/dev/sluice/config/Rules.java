package dev.sluice.config;

import dev.sluice.iscsi.login.IscsiName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules for every configuration that can be served, on any machine. */
public final class Rules {
    private Rules() {}

    /**
     * The findings about a configuration, in the order of the saved form.
     *
     * @param problems reasons why it cannot be served
     * @param warnings likely mistakes
     */
    public record Findings(List<ConfigurationProblem> problems, List<ConfigurationProblem> warnings) {}

    /** The problems, in the order of the saved form; empty of a configuration that can be served. */
    public static List<ConfigurationProblem> check(Configuration configuration) {
        return examine(configuration).problems();
    }

    /**
     * As {@link #check(Configuration)}, and fast where little is new.
     *
     * @param before a configuration that keeps all rules
     */
    public static List<ConfigurationProblem> check(Configuration configuration, Configuration before) {
        return SmallChange.isRight(before, configuration) ? List.of() : check(configuration);
    }

    /**
     * The warnings about likely mistakes, in the order of the saved form. A user without a password is one: it keeps initiators out.
     * It is not a problem, since it occurs for a while when values are set one by one.
     */
    public static List<ConfigurationProblem> warnings(Configuration configuration) {
        return examine(configuration).warnings();
    }

    /**
     * The reason why a new target cannot have a name, in words; null for a right name. Imported targets may have other names.
     */
    public static String unfitForNewTarget(String name) {
        return IscsiName.isWellFormed(name) ? null : TextForms.unfit(name);
    }

    /** The reason to doubt that a name is that of an initiator, in words; null for a likely one. */
    public static String doubtOfInitiator(String name) {
        return TextForms.doubtOfInitiator(name);
    }

    /** Problems and warnings at once, where both are needed. */
    public static Findings examine(Configuration configuration) {
        RuleFindings findings = new RuleFindings();
        if (configuration.version() != Configuration.VERSION) {
            findings.wrong(
                    Pointer.ROOT.of("version"),
                    "this program knows configurations of version " + Configuration.VERSION + ", not of "
                            + configuration.version());
        }
        Map<String, Backstore> backstores = new BackstoreRules(findings, configuration.backstores()).check();
        CredentialRules.check(
                findings,
                Pointer.ROOT.of("discovery").of("authentication"),
                configuration.discovery().authentication());
        targets(findings, configuration.targets(), backstores);
        return new Findings(findings.problems(), findings.warnings());
    }

    private static void targets(RuleFindings findings, List<Target> targets, Map<String, Backstore> backstores) {
        Set<String> names = HashSet.newHashSet(targets.size());
        TargetRules rules = new TargetRules(findings, backstores::containsKey);
        Pointer all = Pointer.ROOT.of("targets");
        for (int i = 0; i < targets.size(); i++) {
            Pointer at = all.at(i);
            Target target = targets.get(i);
            if (TextForms.checkTarget(findings, at.of("name"), target.name())
                    && !names.add(TextForms.folded(target.name()))) {
                findings.wrong(at.of("name"), "there is a target " + target.name() + " already");
            }
            rules.check(at, target);
        }
    }
}
