package dev.sluice.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A short check of all rules for a configuration that differs little from one that keeps them. Objects that both share are only
 * compared with new ones. Used for one configuration.
 */
final class SmallChange {
    /** The most new items that are compared with all others. */
    private static final int FEW = 8;

    /** The most backstores that are searched for among all. */
    private static final int FEW_SEARCHES = 64;

    private final Configuration after;
    private final RuleFindings findings = new RuleFindings();
    private int searches;

    private SmallChange(Configuration after) {
        this.after = after;
    }

    /** True if the configuration keeps all rules; false if it does not, or if this check cannot tell. */
    static boolean isRight(Configuration before, Configuration after) {
        SharedLists.Span backstores = SharedLists.span(before.backstores(), after.backstores());
        SharedLists.Span targets = SharedLists.span(before.targets(), after.targets());
        return after.version() == Configuration.VERSION
                && isSmall(backstores)
                && isSmall(targets)
                && new SmallChange(after).isRight(before, backstores, targets);
    }

    private static boolean isSmall(SharedLists.Span span) {
        return span.beforeEnd() - span.from() <= FEW && span.afterEnd() - span.from() <= FEW;
    }

    private boolean isRight(Configuration before, SharedLists.Span backstores, SharedLists.Span targets) {
        List<Backstore> madeBackstores = after.backstores().subList(backstores.from(), backstores.afterEnd());
        Map<String, Backstore> made = new BackstoreRules(findings, madeBackstores).check();
        boolean allStay = before.backstores().subList(backstores.from(), backstores.beforeEnd()).stream()
                .allMatch(old -> made.containsKey(old.id()));
        if (!allStay || !findings.problems().isEmpty() || !areOthers(madeBackstores, backstores)) {
            return false;
        }
        CredentialRules.check(findings, Pointer.ROOT, after.discovery().authentication());
        Set<String> used = new HashSet<>();
        before.targets().subList(targets.from(), targets.beforeEnd()).forEach(target -> target.portalGroups()
                .forEach(group -> group.luns().forEach(lun -> used.add(lun.backstore()))));
        TargetRules rules = new TargetRules(findings, id -> made.containsKey(id) || used.contains(id) || isThere(id));
        for (Target target : after.targets().subList(targets.from(), targets.afterEnd())) {
            if (!TextForms.checkTarget(findings, Pointer.ROOT, target.name()) || !isOther(target)) {
                return false;
            }
            rules.check(Pointer.ROOT, target);
        }
        return findings.problems().isEmpty()
                && after.targets().subList(0, targets.from()).stream().noneMatch(rules::mayExclude)
                && after.targets().subList(targets.afterEnd(), after.targets().size()).stream()
                        .noneMatch(rules::mayExclude);
    }

    private boolean isThere(String id) {
        return searches++ < FEW_SEARCHES && after.backstore(id) != null;
    }

    private boolean areOthers(List<Backstore> made, SharedLists.Span span) {
        for (int i = 0; i < after.backstores().size(); i++) {
            if (i >= span.from() && i < span.afterEnd()) {
                continue;
            }
            Backstore other = after.backstores().get(i);
            for (Backstore one : made) {
                if (mayCollide(one, other)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean mayCollide(Backstore one, Backstore other) {
        return one.type() == other.type() && one.name().equals(other.name())
                || one.path() != null
                        && other.path() != null
                        && (one.path().equals(other.path()) || isOdd(one.path()) || isOdd(other.path()))
                || one.identity() != null && other.identity() != null && mayCollide(one.identity(), other.identity());
    }

    /** True if a path may be another spelling of a different one. */
    private static boolean isOdd(String path) {
        return path.contains("//") || path.contains("/.");
    }

    private static boolean mayCollide(Identity one, Identity other) {
        return one.serial() != null && one.serial().equals(other.serial())
                || one.naa() != null && one.naa().equalsIgnoreCase(other.naa());
    }

    private boolean isOther(Target target) {
        String name = TextForms.folded(target.name());
        return after.targets().stream()
                .allMatch(other -> other == target || !Objects.equals(name, TextForms.folded(other.name())));
    }
}
