package dev.sluice.target;

import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.iscsi.node.Redirection;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.scsi.unit.AccessState;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * A portal group of a target: a way in, with rules and a view of the logical units of its own.
 *
 * @param tag 1 to 65,535, its own among the groups of the target
 * @param portals addresses by which it is reached; empty for those of the server
 * @param access initiators that may log in, and their views of the logical units
 * @param authentication rules for them
 * @param limits limits of logins, or null for those of the server
 * @param keepAlive pings of silent initiators, or null for those of the server
 * @param redirection address to which initiators are redirected, or null
 * @param luns logical units by LUN; a logical unit of several groups is the same object in each
 * @param accessState access state of the group at the start (ALUA)
 * @param enabled false admits nobody, and is not shown by discovery
 */
public record PortalGroupDefinition(
        int tag,
        List<InetSocketAddress> portals,
        AccessPolicy access,
        AuthenticationRules authentication,
        TargetLimits limits,
        KeepAlive keepAlive,
        Redirection redirection,
        Map<Integer, LunDefinition> luns,
        AccessState accessState,
        boolean enabled) {
    public PortalGroupDefinition {
        portals = List.copyOf(portals);
        luns = Map.copyOf(luns);
    }

    /** A group that is reached wherever the server listens, asks for no proof, and offers what the server does. */
    public PortalGroupDefinition(int tag, AccessPolicy access, Map<Integer, LunDefinition> luns) {
        this(
                tag,
                List.of(),
                access,
                AuthenticationRules.NONE,
                null,
                null,
                null,
                luns,
                AccessState.ACTIVE_OPTIMIZED,
                true);
    }

    public PortalGroupDefinition reachedBy(InetSocketAddress... addresses) {
        return reachedBy(List.of(addresses));
    }

    public PortalGroupDefinition reachedBy(List<InetSocketAddress> addresses) {
        return new PortalGroupDefinition(
                tag, addresses, access, authentication, limits, keepAlive, redirection, luns, accessState, enabled);
    }

    public PortalGroupDefinition asking(AuthenticationRules rules) {
        return new PortalGroupDefinition(
                tag, portals, access, rules, limits, keepAlive, redirection, luns, accessState, enabled);
    }

    public PortalGroupDefinition showing(Map<Integer, LunDefinition> units) {
        return new PortalGroupDefinition(
                tag, portals, access, authentication, limits, keepAlive, redirection, units, accessState, enabled);
    }

    public PortalGroupDefinition inState(AccessState state) {
        return new PortalGroupDefinition(
                tag, portals, access, authentication, limits, keepAlive, redirection, luns, state, enabled);
    }

    public PortalGroupDefinition enabled(boolean admits) {
        return new PortalGroupDefinition(
                tag, portals, access, authentication, limits, keepAlive, redirection, luns, accessState, admits);
    }
}
