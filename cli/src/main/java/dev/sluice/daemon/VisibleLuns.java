package dev.sluice.daemon;

import dev.sluice.config.Acl;
import dev.sluice.config.Configuration;
import dev.sluice.config.Lun;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import java.util.HashMap;
import java.util.Map;

/** LUNs that an initiator sees through a portal group: ids of backstores by the initiator's LUNs. */
final class VisibleLuns {
    private VisibleLuns() {}

    /** The LUNs of an initiator, or null if the group does not admit it. */
    static Map<Integer, String> of(Configuration configuration, Node.Group at, String initiator) {
        Target target = configuration.target(at.target());
        PortalGroup group = target == null ? null : target.portalGroup(at.tag());
        if (group == null || !group.isOn()) {
            return null;
        }
        Map<Integer, String> seen = new HashMap<>();
        Acl acl = group.acl(initiator);
        if (acl != null) {
            acl.mappedLuns().forEach(mapped -> {
                Lun lun = group.lun(mapped.groupLun());
                if (lun != null) {
                    seen.put(mapped.lun(), lun.backstore());
                }
            });
            return seen;
        }
        if (!AccessPolicies.isOn(group.attributes().demoMode(), false)) {
            return null;
        }
        group.luns().forEach(lun -> seen.put(lun.lun(), lun.backstore()));
        return seen;
    }
}
