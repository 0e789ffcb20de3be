package dev.sluice.daemon;

import dev.sluice.config.Lun;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import dev.sluice.iscsi.transport.ListenFailure;
import dev.sluice.target.LunDefinition;
import dev.sluice.target.PortalGroupDefinition;
import dev.sluice.target.TargetDefinition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Definitions of targets and portal groups for a server, without their portals, whose addresses may be missing. One thread. */
final class TargetDefinitions {
    private final Function<String, LunDefinition> backstores;
    private final AccessPolicies access;

    /** @param backstores finds the logical unit of a backstore by id, or null if it is not open */
    TargetDefinitions(Function<String, LunDefinition> backstores, AccessPolicies access) {
        this.backstores = backstores;
        this.access = access;
    }

    /** With the LUNs whose backstores are open now. */
    TargetDefinition target(Target target) throws IOException {
        List<PortalGroupDefinition> groups = new ArrayList<>();
        for (PortalGroup group : target.portalGroups()) {
            groups.add(group(group));
        }
        return new TargetDefinition(target.name(), target.alias() == null ? "" : target.alias(), groups);
    }

    /** With the LUNs whose backstores are open now. */
    PortalGroupDefinition group(PortalGroup group) throws IOException {
        Map<Integer, LunDefinition> luns = new HashMap<>();
        for (Lun lun : group.luns()) {
            LunDefinition definition = backstores.apply(lun.backstore());
            if (definition != null) {
                luns.put(lun.lun(), definition);
            }
        }
        return new PortalGroupDefinition(
                group.tag(),
                List.of(),
                AccessPolicies.policy(group),
                access.rules(group),
                OfferedParameters.limits(group.parameters()),
                OfferedParameters.keepAlive(group.attributes()),
                null,
                luns,
                OfferedParameters.accessState(group.attributes()),
                group.isOn());
    }

    /**
     * The address of a portal. Its text is numeric, so no name is resolved.
     *
     * @throws ListenFailure if it names an interface that the machine does not have
     */
    static InetSocketAddress address(Portal portal) throws IOException {
        try {
            return new InetSocketAddress(InetAddress.getByName(portal.address()), portal.port());
        } catch (UnknownHostException e) {
            throw new ListenFailure(
                    ListenFailure.Reason.ADDRESS_MISSING,
                    portal.toString(),
                    "this machine has no such network interface",
                    e);
        }
    }
}
