package dev.sluice.daemon;

import dev.sluice.config.Configuration;
import dev.sluice.config.Difference;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.SharedLists;
import dev.sluice.config.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Differences of targets between two configurations, by the kind of work.
 *
 * @param made targets that are new
 * @param gone targets that are removed
 * @param renamed targets with another alias, after the change
 * @param madeGroups new portal groups of existing targets
 * @param goneGroups portal groups that are removed from targets that stay
 * @param keptGroups portal groups that change, or show a backstore that is recreated
 */
record TargetChanges(
        List<Target> made,
        List<Target> gone,
        List<Target> renamed,
        List<Group> madeGroups,
        List<Group> goneGroups,
        List<KeptGroup> keptGroups) {
    /** A portal group and its place. */
    record Group(Node.Group at, PortalGroup group) {}

    /** A portal group that changes, before and after. */
    record KeptGroup(Node.Group at, PortalGroup before, PortalGroup after) {}

    /**
     * @param remade ids of recreated backstores
     * @param arrived nodes that were missing, and are served from now on
     */
    static TargetChanges of(
            List<Difference> differences,
            Configuration before,
            Configuration after,
            Set<String> remade,
            Set<Node> arrived) {
        TargetChanges changes = new TargetChanges(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        SharedLists.Span span = SharedLists.span(before.targets(), after.targets());
        Map<String, Target> old = byKey(before.targets().subList(span.from(), span.beforeEnd()));
        Map<String, Target> other = byKey(after.targets().subList(span.from(), span.afterEnd()));
        for (String key : keys(differences)) {
            changes.compare(old.get(key), other.get(key));
        }
        if (!remade.isEmpty()) {
            changes.keepGroupsThatShow(remade, before, after);
        }
        for (Node node : arrived) {
            if (node instanceof Node.Group at && changes.keptGroup(at) == null) {
                changes.keptGroups.add(
                        new KeptGroup(at, ServedConfiguration.group(at, before), ServedConfiguration.group(at, after)));
            }
        }
        return changes;
    }

    private static Map<String, Target> byKey(List<Target> targets) {
        Map<String, Target> byKey = new HashMap<>();
        targets.forEach(target -> byKey.put(key(target.name()), target));
        return byKey;
    }

    /** Keys of the targets in which, or below which, something differs. */
    private static Set<String> keys(List<Difference> differences) {
        Set<String> keys = new LinkedHashSet<>();
        for (Difference difference : differences) {
            Node node = difference.node();
            while (!(node instanceof Node.OneTarget || node instanceof Node.Root)) {
                node = node.parent();
            }
            if (node instanceof Node.OneTarget target) {
                keys.add(key(target.name()));
            }
        }
        return keys;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private void compare(Target was, Target now) {
        if (was == null) {
            made.add(now);
        } else if (now == null) {
            gone.add(was);
        } else {
            compareStaying(was, now);
        }
    }

    private void compareStaying(Target was, Target now) {
        if (!Objects.equals(was.alias(), now.alias())) {
            renamed.add(now);
        }
        for (PortalGroup group : now.portalGroups()) {
            Node.Group at = new Node.Group(now.name(), group.tag());
            PortalGroup old = was.portalGroup(group.tag());
            if (old == null) {
                madeGroups.add(new Group(at, group));
            } else if (!old.equals(group)) {
                keptGroups.add(new KeptGroup(at, old, group));
            }
        }
        for (PortalGroup group : was.portalGroups()) {
            if (now.portalGroup(group.tag()) == null) {
                goneGroups.add(new Group(new Node.Group(now.name(), group.tag()), group));
            }
        }
    }

    /** Adds unchanged groups that show recreated backstores. */
    private void keepGroupsThatShow(Set<String> backstores, Configuration before, Configuration after) {
        for (Target target : after.targets()) {
            for (PortalGroup group : target.portalGroups()) {
                Node.Group at = new Node.Group(target.name(), group.tag());
                PortalGroup old = ServedConfiguration.group(at, before);
                if (old != null
                        && old.luns().stream().anyMatch(lun -> backstores.contains(lun.backstore()))
                        && keptGroup(at) == null) {
                    keptGroups.add(new KeptGroup(at, old, group));
                }
            }
        }
    }

    private KeptGroup keptGroup(Node.Group at) {
        return keptGroups.stream()
                .filter(kept -> kept.at().equals(at))
                .findFirst()
                .orElse(null);
    }
}
