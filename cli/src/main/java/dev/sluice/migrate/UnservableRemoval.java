package dev.sluice.migrate;

import dev.sluice.config.Acl;
import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.ConfigurationProblem;
import dev.sluice.config.Credentials;
import dev.sluice.config.Discovery;
import dev.sluice.config.GroupAttributes;
import dev.sluice.config.Identity;
import dev.sluice.config.Parameters;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Rules;
import dev.sluice.config.Target;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Removes the parts of a configuration that cannot be served, so that the rest can: the smallest wrong object, or a larger one if the
 * removal would let initiators in. For one import.
 */
public final class UnservableRemoval {
    /** Each round removes objects; a configuration that is still wrong after the last one is returned as it is. */
    private static final int MOST_ROUNDS = 16;

    private static final int ITEM = 6;
    private static final int INSIDE_ACL = 7;

    private final MigrationFindings findings;
    private final Set<Object> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    private Configuration all;

    private UnservableRemoval(Configuration all, MigrationFindings findings) {
        this.all = all;
        this.findings = findings;
    }

    /** The part of a configuration that can be served; the rest is reported. */
    public static Configuration prune(Configuration configuration, MigrationFindings findings) {
        UnservableRemoval pruning = new UnservableRemoval(configuration, findings);
        List<ConfigurationProblem> problems = Rules.check(configuration);
        for (int round = 0; round < MOST_ROUNDS && !problems.isEmpty(); round++) {
            Configuration seen = pruning.all;
            for (ConfigurationProblem problem : problems) {
                pruning.mend(seen, problem);
            }
            pruning.sweep();
            problems = Rules.check(pruning.all);
        }
        pruning.tellOfNames();
        return pruning.all;
    }

    /** Reports names that are served although some initiators refuse them, or no initiator is likely to have them. */
    private void tellOfNames() {
        for (ConfigurationProblem odd : Rules.warnings(all)) {
            if (odd.pointer().endsWith("/name") || odd.pointer().endsWith("/initiator")) {
                findings.changed(
                        odd.node(all).toString(), odd.message() + "; it is taken as it is", "Else: --rename OLD=NEW");
            }
        }
    }

    private void mend(Configuration seen, ConfigurationProblem problem) {
        String[] steps = problem.pointer().split("/");
        String where = problem.node(seen).toString();
        switch (steps.length > 1 ? steps[1] : "") {
            case "backstores" -> backstore(seen.backstores().get(number(steps, 2)), steps, where, problem);
            case "targets" -> target(seen.targets().get(number(steps, 2)), steps, where, problem);
            case "discovery" -> {
                all = all.withDiscovery(new Discovery(true, Credentials.NONE));
                findings.security(
                        where + " discovery_auth",
                        problem.message() + "; it is left out, and discovery is closed",
                        "Set discovery_auth");
            }
            default -> findings.lost(where, problem.message(), "");
        }
    }

    private void backstore(Backstore backstore, String[] steps, String where, ConfigurationProblem problem) {
        boolean isIdentity = steps.length > 4 && steps[3].equals("identity");
        if (!isIdentity) {
            leaveOut(backstore, where, problem, "");
            return;
        }
        findings.changed(
                where + " " + steps[4],
                problem.message() + "; it is left out",
                "Initiators see another disk than before: set its attributes before it is used");
        all = all.withBackstores(all.backstores().stream()
                .map(one -> one.id().equals(backstore.id())
                        ? one.withIdentity(
                                Identity.SETTINGS.without(one.identity(), Identity.SETTINGS.member(steps[4])))
                        : one)
                .toList());
    }

    private void target(Target target, String[] steps, String where, ConfigurationProblem problem) {
        if (steps.length <= 4) {
            boolean isAlias = steps.length > 3 && steps[3].equals("alias");
            if (isAlias) {
                findings.lost(where + " alias", problem.message() + "; it is left out", "");
                change(target, one -> new Target(one.name(), null, one.portalGroups()));
            } else {
                leaveOut(target, where, problem, "Or give it another name: --rename " + shell(target.name()) + "=NEW");
            }
            return;
        }
        PortalGroup group = target.portalGroups().get(number(steps, 4));
        String part = steps.length > 5 ? steps[5] : "";
        boolean isItem = steps.length > ITEM && steps[ITEM].chars().allMatch(Character::isDigit);
        if (part.equals("parameters")) {
            findings.lost(where + " " + part, problem.message() + "; the usual ones take their place", "");
            change(target, group.tag(), one -> one.withParameters(Parameters.USUAL));
        } else if (part.equals("attributes") && problem.pointer().contains("/ping")) {
            findings.lost(where + " " + part, problem.message() + "; the usual time takes its place", "");
            change(target, group.tag(), one -> one.withAttributes(withoutPings(one.attributes())));
        } else if (isItem && part.equals("portals")) {
            leaveOut(group.portals().get(number(steps, ITEM)), where, problem, "");
        } else if (isItem && part.equals("luns")) {
            leaveOut(group.luns().get(number(steps, ITEM)), where, problem, "");
        } else if (isItem && part.equals("acls")) {
            acl(group, group.acls().get(number(steps, ITEM)), steps, where, problem);
        } else {
            leaveOut(group, where, problem, "");
        }
    }

    /** Removes an ACL; in demo mode its group, since an initiator without an ACL would get in. */
    private void acl(PortalGroup group, Acl acl, String[] steps, String where, ConfigurationProblem problem) {
        if (steps.length > INSIDE_ACL + 1 && steps[INSIDE_ACL].equals("mappedLuns")) {
            leaveOut(acl.mappedLuns().get(number(steps, INSIDE_ACL + 1)), where, problem, "");
            return;
        }
        String rename = steps.length > INSIDE_ACL && steps[INSIDE_ACL].equals("initiator")
                ? "If the initiator has another name: --rename " + shell(acl.initiator()) + "=NEW"
                : "";
        boolean demo = Boolean.TRUE.equals(group.attributes().demoMode());
        leaveOut(demo ? group : acl, where, problem, rename);
    }

    private void leaveOut(Object object, String where, ConfigurationProblem problem, String advice) {
        if (gone.add(object)) {
            String whole = object instanceof PortalGroup ? "its portal group" : "it";
            findings.lost(where, problem.message() + "; " + whole + " is left out", advice);
        }
    }

    private static GroupAttributes withoutPings(GroupAttributes from) {
        return from.with(GroupAttributes.PING_AFTER, null).with(GroupAttributes.PING_TIMEOUT, null);
    }

    private void change(Target target, UnaryOperator<Target> change) {
        all = all.withTargets(all.targets().stream()
                .map(one -> one.name().equals(target.name()) ? change.apply(one) : one)
                .toList());
    }

    private void change(Target target, int tag, UnaryOperator<PortalGroup> change) {
        change(
                target,
                one -> one.withPortalGroups(one.portalGroups().stream()
                        .map(group -> group.tag() == tag ? change.apply(group) : group)
                        .toList()));
    }

    /** Removes the marked objects, and the ones that refer to them. */
    private void sweep() {
        all = all.withBackstores(staying(all.backstores()));
        Set<String> ids = new HashSet<>();
        all.backstores().forEach(backstore -> ids.add(backstore.id()));
        all = all.withTargets(staying(all.targets()).stream()
                .map(target -> target.withPortalGroups(staying(target.portalGroups()).stream()
                        .map(group -> swept(group, ids))
                        .toList()))
                .toList());
    }

    private PortalGroup swept(PortalGroup group, Set<String> backstores) {
        PortalGroup kept = group.withPortals(staying(group.portals()))
                .withLuns(staying(group.luns()).stream()
                        .filter(lun -> backstores.contains(lun.backstore()))
                        .toList());
        return kept.withAcls(staying(group.acls()).stream()
                .map(acl -> acl.withMappedLuns(staying(acl.mappedLuns()).stream()
                        .filter(mapped -> kept.lun(mapped.groupLun()) != null)
                        .toList()))
                .toList());
    }

    private <T> List<T> staying(List<T> list) {
        return list.stream().filter(item -> !gone.contains(item)).toList();
    }

    private static int number(String[] steps, int at) {
        return Integer.parseInt(steps[at]);
    }

    /** The text as a word of a command line. */
    private static String shell(String name) {
        return name.matches("[A-Za-z0-9.:_-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
