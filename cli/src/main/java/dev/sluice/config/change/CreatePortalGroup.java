package dev.sluice.config.change;

import dev.sluice.config.Configuration;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.SharedLists;
import dev.sluice.config.Target;
import dev.sluice.config.change.ChangeRefused.Reason;

/**
 * Creates a portal group without portals.
 *
 * @param target the name of its target
 * @param tag 1 to 65,535; null for the first that is free
 */
public record CreatePortalGroup(String target, Integer tag) implements Change {
    @Override
    public Configuration applyTo(Configuration before) throws ChangeRefused {
        Target at = NodeReplacement.target(before, target);
        if (tag != null && at.portalGroup(tag) != null) {
            throw new ChangeRefused(Reason.EXISTS, "there is a portal group " + tag + " of " + target + " already");
        }
        PortalGroup group = PortalGroup.of(tag == null ? firstFree(at) : tag);
        return NodeReplacement.put(before, at, at.withPortalGroups(SharedLists.with(at.portalGroups(), group)));
    }

    private static int firstFree(Target target) {
        int free = 1;
        while (target.portalGroup(free) != null) {
            free++;
        }
        return free;
    }
}
