package dev.sluice.iscsi.node;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * An iSCSI target node: a name, and the portal groups by which it is reached (RFC 7143 4.1). Any thread; groups come and go, one
 * change at a time.
 */
public final class TargetNode {
    private final String name;
    private volatile List<TargetPortalGroup> portalGroups;

    public TargetNode(String name, List<TargetPortalGroup> portalGroups) {
        this.name = name;
        this.portalGroups = List.copyOf(portalGroups);
    }

    public String name() {
        return name;
    }

    /** A snapshot. */
    public List<TargetPortalGroup> portalGroups() {
        return portalGroups;
    }

    public void add(TargetPortalGroup group) {
        List<TargetPortalGroup> more = new ArrayList<>(portalGroups);
        more.add(group);
        portalGroups = List.copyOf(more);
    }

    public void remove(TargetPortalGroup group) {
        portalGroups = portalGroups.stream().filter(one -> one != group).toList();
    }

    /** The group that a connection by that portal leads to, or null. All of IPv4 leads to all of IPv6 where no group has it itself. */
    TargetPortalGroup groupReachedBy(InetSocketAddress portal) {
        TargetPortalGroup group = groupOf(portal);
        InetSocketAddress both = group == null ? Portals.allOfBoth(portal) : null;
        return both == null ? group : groupOf(both);
    }

    /** The group that has that portal, or null. */
    TargetPortalGroup groupOf(InetSocketAddress portal) {
        for (TargetPortalGroup group : portalGroups) {
            if (group.isReachedBy(portal)) {
                return group;
            }
        }
        return null;
    }
}
