package dev.sluice.config.change;

import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.SharedLists;
import dev.sluice.config.change.ChangeRefused.Reason;

/**
 * Adds a portal to a portal group.
 *
 * @param group the portal group
 * @param address null for all of the machine
 * @param port null for the usual one
 */
public record CreatePortal(Node.Group group, String address, Integer port) implements Change {
    @Override
    public Configuration applyTo(Configuration before) throws ChangeRefused {
        PortalGroup at = NodeReplacement.group(before, group);
        Portal portal = new Portal(address == null ? "0.0.0.0" : address, port == null ? Portal.USUAL_PORT : port);
        if (at.portals().contains(portal)) {
            throw new ChangeRefused(
                    Reason.EXISTS, "there is a portal " + new Node.OnePortal(group, portal) + " already");
        }
        return NodeReplacement.put(before, group, at.withPortals(SharedLists.with(at.portals(), portal)));
    }
}
