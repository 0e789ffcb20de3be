package dev.sluice.iscsi.session;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * An iSCSI target node: a name, and the portal groups by which it is reached (RFC 7143 4.1). Any thread; groups come and go, one
 * change at a time.
 */
public final class TargetNode {
    private final String name;
    private volatile List<PortalGroup> portalGroups;

    public TargetNode(String name, List<PortalGroup> portalGroups) {
        this.name = name;
        this.portalGroups = List.copyOf(portalGroups);
    }

    public String name() {
        return name;
    }

    /** A snapshot. */
    public List<PortalGroup> portalGroups() {
        return portalGroups;
    }

    public void add(PortalGroup group) {
        List<PortalGroup> more = new ArrayList<>(portalGroups);
        more.add(group);
        portalGroups = List.copyOf(more);
    }

    public void remove(PortalGroup group) {
        portalGroups = portalGroups.stream().filter(one -> one != group).toList();
    }

    /** The group that a connection by that portal leads to, or null. All of IPv4 leads to all of IPv6 where no group has it itself. */
    PortalGroup groupReachedBy(InetSocketAddress portal) {
        PortalGroup group = groupOf(portal);
        InetSocketAddress both = group == null ? Portals.allOfBoth(portal) : null;
        return both == null ? group : groupOf(both);
    }

    /** The group that has that portal, or null. */
    PortalGroup groupOf(InetSocketAddress portal) {
        for (PortalGroup group : portalGroups) {
            if (group.isReachedBy(portal)) {
                return group;
            }
        }
        return null;
    }
}
