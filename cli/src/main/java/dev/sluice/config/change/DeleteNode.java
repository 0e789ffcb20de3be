package dev.sluice.config.change;

import dev.sluice.config.Acl;
import dev.sluice.config.Configuration;
import dev.sluice.config.Lun;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.SharedLists;
import dev.sluice.config.Target;
import dev.sluice.config.change.ChangeRefused.Reason;
import java.util.List;
import java.util.Objects;

/**
 * Deletes a node and all nodes below it.
 *
 * @param node a backstore, target, portal group, LUN, ACL, mapped LUN or portal
 * @param force true to delete the LUNs of a backstore, too; false refuses to delete a backstore that has LUNs. Mapped LUNs are always
 *      deleted with their LUN
 */
public record DeleteNode(Node node, boolean force) implements Change {
    @Override
    public Configuration applyTo(Configuration before) throws ChangeRefused {
        return switch (node) {
            case Node.OneBackstore one -> withoutBackstore(before, one);
            case Node.OneTarget(String name) ->
                before.withTargets(SharedLists.without(before.targets(), NodeReplacement.target(before, name)));
            case Node.Group group -> {
                Target target = NodeReplacement.target(before, group.target());
                PortalGroup found = NodeReplacement.group(before, group);
                yield NodeReplacement.put(
                        before, target, target.withPortalGroups(SharedLists.without(target.portalGroups(), found)));
            }
            case Node.OneLun(Node.Group group, int lun) -> {
                PortalGroup at = NodeReplacement.group(before, group);
                yield NodeReplacement.put(before, group, withoutLun(at, existing(at.lun(lun))));
            }
            case Node.OneAcl acl -> {
                PortalGroup at = NodeReplacement.group(before, acl.group());
                yield NodeReplacement.put(
                        before,
                        acl.group(),
                        at.withAcls(SharedLists.without(at.acls(), NodeReplacement.acl(before, acl))));
            }
            case Node.OneMappedLun(Node.OneAcl acl, int lun) -> {
                Acl at = NodeReplacement.acl(before, acl);
                MappedLun mapped = existing(at.mappedLun(lun));
                yield NodeReplacement.put(before, acl, at.withMappedLuns(SharedLists.without(at.mappedLuns(), mapped)));
            }
            case Node.OnePortal(Node.Group group, Portal portal) -> {
                PortalGroup at = NodeReplacement.group(before, group);
                Portal found = existing(SharedLists.find(at.portals(), portal::equals));
                yield NodeReplacement.put(before, group, at.withPortals(SharedLists.without(at.portals(), found)));
            }
            case null, default ->
                throw new ChangeRefused(
                        Reason.INVALID,
                        node + " cannot be deleted: backstores, targets, portal groups, LUNs, ACLs, mapped LUNs and"
                                + " portals can");
        };
    }

    private <T> T existing(T found) throws ChangeRefused {
        if (found == null) {
            throw new ChangeRefused(Reason.NOT_FOUND, "there is no " + node);
        }
        return found;
    }

    private Configuration withoutBackstore(Configuration before, Node.OneBackstore one) throws ChangeRefused {
        Configuration after = before.withBackstores(
                SharedLists.without(before.backstores(), NodeReplacement.backstore(before, one.id())));
        for (Target target : before.targets()) {
            for (PortalGroup group : target.portalGroups()) {
                List<Lun> luns = group.luns().stream()
                        .filter(lun -> Objects.equals(lun.backstore(), one.id()))
                        .toList();
                if (luns.isEmpty()) {
                    continue;
                }
                Node.Group at = new Node.Group(target.name(), group.tag());
                if (!force) {
                    throw new ChangeRefused(
                            Reason.IN_USE,
                            one + " is used by "
                                    + new Node.OneLun(at, luns.getFirst().lun())
                                    + ": delete that LUN first, or use --force to delete both");
                }
                PortalGroup less = group;
                for (Lun lun : luns) {
                    less = withoutLun(less, lun);
                }
                after = NodeReplacement.put(after, at, less);
            }
        }
        return after;
    }

    private static PortalGroup withoutLun(PortalGroup group, Lun lun) {
        return group.withLuns(SharedLists.without(group.luns(), lun))
                .withAcls(group.acls().stream()
                        .map(acl -> acl.withMappedLuns(acl.mappedLuns().stream()
                                .filter(mapped -> mapped.groupLun() != lun.lun())
                                .toList()))
                        .toList());
    }
}
