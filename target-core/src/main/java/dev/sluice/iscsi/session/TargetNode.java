package dev.sluice.iscsi.session;

import java.net.InetSocketAddress;
import java.util.List;

/** An iSCSI target node: a name, and the portal groups by which it is reached (RFC 7143 4.1). Any thread. */
public final class TargetNode {
    private final String name;
    private final List<PortalGroup> portalGroups;

    /** @param portalGroups at least one */
    public TargetNode(String name, List<PortalGroup> portalGroups) {
        this.name = name;
        this.portalGroups = List.copyOf(portalGroups);
    }

    public String name() {
        return name;
    }

    List<PortalGroup> portalGroups() {
        return portalGroups;
    }

    /** The group that has that tag, or null. */
    PortalGroup group(int tag) {
        for (PortalGroup group : portalGroups) {
            if (group.tag() == tag) {
                return group;
            }
        }
        return null;
    }

    /** The group that a connection by that portal leads to, or null. */
    PortalGroup groupReachedBy(InetSocketAddress portal) {
        for (PortalGroup group : portalGroups) {
            if (group.isReachedBy(portal)) {
                return group;
            }
        }
        return null;
    }
}
