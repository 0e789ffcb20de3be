package dev.sluice.daemon;

import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What becomes of targets from one configuration to another. What is the same object in both is not looked into, unless a backstore is made
 * again.
 *
 * @param made targets that are new
 * @param gone targets that are removed
 * @param renamed targets that stay with another alias, as they will be
 * @param madeGroups portal groups that are new, of targets that stay
 * @param goneGroups portal groups that are removed, of targets that stay
 * @param keptGroups portal groups that stay and may change
 */
record TargetChanges(
        List<Target> made,
        List<Target> gone,
        List<Target> renamed,
        List<Group> madeGroups,
        List<Group> goneGroups,
        List<KeptGroup> keptGroups) {
    /** A portal group and where it is. */
    record Group(Node.Group at, PortalGroup group) {}

    /** A portal group that stays, as it was and as it will be. */
    record KeptGroup(Node.Group at, PortalGroup before, PortalGroup after) {}

    /** @param all whether all groups that stay are looked into */
    static TargetChanges between(Configuration before, Configuration after, boolean all) {
        TargetChanges changes = new TargetChanges(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        Map<String, Target> old = new HashMap<>();
        before.targets().forEach(target -> old.put(key(target), target));
        for (Target now : after.targets()) {
            Target was = old.remove(key(now));
            if (was == null) {
                changes.made.add(now);
            } else if (all || was != now) {
                changes.compare(was, now, all);
            }
        }
        changes.gone.addAll(old.values());
        return changes;
    }

    private static String key(Target target) {
        return target.name().toLowerCase(Locale.ROOT);
    }

    private void compare(Target was, Target now, boolean all) {
        if (!Objects.equals(was.alias(), now.alias())) {
            renamed.add(now);
        }
        for (PortalGroup group : now.portalGroups()) {
            Node.Group at = new Node.Group(now.name(), group.tag());
            PortalGroup old = was.portalGroup(group.tag());
            if (old == null) {
                madeGroups.add(new Group(at, group));
            } else if (all || !old.equals(group)) {
                keptGroups.add(new KeptGroup(at, old, group));
            }
        }
        for (PortalGroup group : was.portalGroups()) {
            if (now.portalGroup(group.tag()) == null) {
                goneGroups.add(new Group(new Node.Group(now.name(), group.tag()), group));
            }
        }
    }
}
