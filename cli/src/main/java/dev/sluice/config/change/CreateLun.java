package dev.sluice.config.change;

import dev.sluice.config.Acl;
import dev.sluice.config.Configuration;
import dev.sluice.config.Lun;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.SharedLists;
import dev.sluice.config.change.ChangeRefused.Reason;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Adds a LUN with a backstore to a portal group.
 *
 * @param group the portal group
 * @param backstore its id, as in {@code block/lun0}
 * @param lun its number there; null for the first that is free
 * @param mapped true if the initiators with an ACL see it, under the same number or the first that is free; null for yes
 */
public record CreateLun(Node.Group group, String backstore, Integer lun, Boolean mapped) implements Change {
    @Override
    public Configuration applyTo(Configuration before) throws ChangeRefused {
        NodeReplacement.backstore(before, backstore);
        PortalGroup at = NodeReplacement.group(before, group);
        if (lun != null && at.lun(lun) != null) {
            throw new ChangeRefused(Reason.EXISTS, "there is a LUN " + new Node.OneLun(group, lun) + " already");
        }
        int number = lun == null ? firstFree(at) : lun;
        PortalGroup made = at.withLuns(SharedLists.with(at.luns(), new Lun(number, backstore)));
        if (mapped == null || mapped) {
            made = made.withAcls(
                    made.acls().stream().map(acl -> seeing(acl, number)).toList());
        }
        return NodeReplacement.put(before, group, made);
    }

    private static int firstFree(PortalGroup group) {
        List<Lun> luns = group.luns();
        int free = 0;
        while (free < luns.size() && luns.get(free).lun() == free) {
            free++;
        }
        return free;
    }

    /** An ACL with one more mapped LUN. */
    static Acl seeing(Acl acl, int groupLun) {
        int number = freeFrom(groupLun, candidate -> acl.mappedLun(candidate) == null);
        return acl.withMappedLuns(SharedLists.with(acl.mappedLuns(), new MappedLun(number, groupLun, null)));
    }

    private static int freeFrom(int wanted, IntPredicate isFree) {
        if (isFree.test(wanted)) {
            return wanted;
        }
        int free = 0;
        while (!isFree.test(free)) {
            free++;
        }
        return free;
    }
}
