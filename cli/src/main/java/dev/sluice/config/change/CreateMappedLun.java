package dev.sluice.config.change;

import dev.sluice.config.Acl;
import dev.sluice.config.Configuration;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Node;
import dev.sluice.config.SharedLists;
import dev.sluice.config.change.ChangeRefused.Reason;

/**
 * Maps a LUN of the portal group for an initiator.
 *
 * @param acl the initiator
 * @param lun the number that the initiator sees
 * @param groupLun the number that the portal group has for it; null for the same
 * @param writeProtect true if it may only read; null for no
 */
public record CreateMappedLun(Node.OneAcl acl, int lun, Integer groupLun, Boolean writeProtect) implements Change {
    @Override
    public Configuration applyTo(Configuration before) throws ChangeRefused {
        Acl at = NodeReplacement.acl(before, acl);
        if (at.mappedLun(lun) != null) {
            throw new ChangeRefused(
                    Reason.EXISTS, "there is a mapped LUN " + new Node.OneMappedLun(acl, lun) + " already");
        }
        int number = groupLun == null ? lun : groupLun;
        if (NodeReplacement.group(before, acl.group()).lun(number) == null) {
            throw new ChangeRefused(
                    Reason.NOT_FOUND, "there is no LUN " + new Node.OneLun(acl.group(), number) + " to map");
        }
        MappedLun mapped = new MappedLun(lun, number, writeProtect);
        return NodeReplacement.put(before, acl, at.withMappedLuns(SharedLists.with(at.mappedLuns(), mapped)));
    }
}
