package dev.sluice.config.change;

import dev.sluice.config.Acl;
import dev.sluice.config.Configuration;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.SharedLists;
import dev.sluice.config.change.ChangeRefused.Reason;
import java.util.List;

/**
 * Lets an initiator log in to a portal group.
 *
 * @param group the portal group
 * @param initiator its iSCSI name
 * @param mapped true if it sees the LUNs that the group has now; null for yes
 */
public record CreateAcl(Node.Group group, String initiator, Boolean mapped) implements Change {
    @Override
    public Configuration applyTo(Configuration before) throws ChangeRefused {
        PortalGroup at = NodeReplacement.group(before, group);
        if (initiator == null) {
            throw new ChangeRefused(Reason.INVALID, "an ACL needs the name of an initiator");
        }
        if (at.acl(initiator) != null) {
            throw new ChangeRefused(Reason.EXISTS, "there is an ACL " + new Node.OneAcl(group, initiator) + " already");
        }
        List<MappedLun> luns = mapped == null || mapped
                ? at.luns().stream()
                        .map(lun -> new MappedLun(lun.lun(), lun.lun(), null))
                        .toList()
                : List.of();
        return NodeReplacement.put(
                before, group, at.withAcls(SharedLists.with(at.acls(), new Acl(initiator, null, luns))));
    }
}
