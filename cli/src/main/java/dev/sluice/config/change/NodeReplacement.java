package dev.sluice.config.change;

import dev.sluice.config.Acl;
import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.SharedLists;
import dev.sluice.config.Target;
import dev.sluice.config.change.ChangeRefused.Reason;

/** Finds the node that a change names, and replaces it. */
final class NodeReplacement {
    private NodeReplacement() {}

    /** @throws ChangeRefused if the member is missing */
    static <T> T needed(T value, String member) throws ChangeRefused {
        if (value == null) {
            throw new ChangeRefused(Reason.INVALID, "the change names no " + member);
        }
        return value;
    }

    static Backstore backstore(Configuration in, String id) throws ChangeRefused {
        Backstore backstore = in.backstore(needed(id, "backstore"));
        if (backstore == null) {
            throw new ChangeRefused(Reason.NOT_FOUND, "there is no backstore /backstores/" + id);
        }
        return backstore;
    }

    static Target target(Configuration in, String name) throws ChangeRefused {
        Target target = in.target(needed(name, "target"));
        if (target == null) {
            throw new ChangeRefused(Reason.NOT_FOUND, "there is no target /iscsi/" + name);
        }
        return target;
    }

    static PortalGroup group(Configuration in, Node.Group group) throws ChangeRefused {
        PortalGroup found = target(in, needed(group, "group").target()).portalGroup(group.tag());
        if (found == null) {
            throw new ChangeRefused(Reason.NOT_FOUND, "there is no portal group " + group);
        }
        return found;
    }

    static Acl acl(Configuration in, Node.OneAcl acl) throws ChangeRefused {
        Acl found = group(in, needed(acl, "acl").group()).acl(acl.initiator());
        if (found == null) {
            throw new ChangeRefused(Reason.NOT_FOUND, "there is no ACL " + acl);
        }
        return found;
    }

    static Configuration put(Configuration in, Backstore old, Backstore other) {
        return in.withBackstores(SharedLists.replace(in.backstores(), old, other));
    }

    static Configuration put(Configuration in, Target old, Target other) {
        return in.withTargets(SharedLists.replace(in.targets(), old, other));
    }

    static Configuration put(Configuration in, Node.Group at, PortalGroup other) throws ChangeRefused {
        Target target = target(in, at.target());
        return put(
                in,
                target,
                target.withPortalGroups(
                        SharedLists.replace(target.portalGroups(), target.portalGroup(at.tag()), other)));
    }

    static Configuration put(Configuration in, Node.OneAcl at, Acl other) throws ChangeRefused {
        PortalGroup group = group(in, at.group());
        return put(in, at.group(), group.withAcls(SharedLists.replace(group.acls(), group.acl(at.initiator()), other)));
    }
}
