package dev.sluice.target;

import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.iscsi.node.Redirection;

/** Portal groups with one property changed. */
final class PortalGroupVariants {
    private PortalGroupVariants() {}

    static PortalGroupDefinition withAccess(PortalGroupDefinition group, AccessPolicy access) {
        return with(group, access, group.limits(), group.redirection());
    }

    static PortalGroupDefinition withLimits(PortalGroupDefinition group, TargetLimits limits) {
        return with(group, group.access(), limits, group.redirection());
    }

    static PortalGroupDefinition withRedirection(PortalGroupDefinition group, Redirection redirection) {
        return with(group, group.access(), group.limits(), redirection);
    }

    private static PortalGroupDefinition with(
            PortalGroupDefinition group, AccessPolicy access, TargetLimits limits, Redirection redirection) {
        return new PortalGroupDefinition(
                group.tag(),
                group.portals(),
                access,
                group.authentication(),
                limits,
                group.keepAlive(),
                redirection,
                group.luns(),
                group.accessState(),
                group.enabled());
    }
}
