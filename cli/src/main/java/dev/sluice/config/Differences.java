package dev.sluice.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The difference of two configurations. */
public final class Differences {
    private Differences() {}

    /** What became of each node. */
    public static List<Difference> between(Configuration before, Configuration after) {
        Map<Node, Object> old = nodes(before);
        List<Difference> all = new ArrayList<>();
        nodes(after).forEach((node, value) -> {
            Object was = old.remove(node);
            if (was == null) {
                all.add(new Difference(Difference.Kind.CREATED, node, value.toString()));
            } else if (!was.equals(value)) {
                all.add(new Difference(Difference.Kind.CHANGED, node, value.toString()));
            }
        });
        old.forEach((node, value) -> all.add(new Difference(Difference.Kind.DELETED, node, "")));
        return all;
    }

    private static Map<Node, Object> nodes(Configuration of) {
        Map<Node, Object> nodes = new LinkedHashMap<>();
        of.backstores().forEach(b -> nodes.put(new Node.OneBackstore(b.type(), b.name()), b));
        for (Target target : of.targets()) {
            nodes.put(new Node.OneTarget(target.name()), String.valueOf(target.alias()));
            for (PortalGroup group : target.portalGroups()) {
                Node.Group at = new Node.Group(target.name(), group.tag());
                nodes.put(at, group.withLuns(List.of()).withAcls(List.of()).withPortals(List.of()));
                group.luns().forEach(lun -> nodes.put(new Node.OneLun(at, lun.lun()), lun.backstore()));
                group.portals().forEach(portal -> nodes.put(new Node.OnePortal(at, portal), ""));
                for (Acl acl : group.acls()) {
                    Node.OneAcl one = new Node.OneAcl(at, acl.initiator());
                    nodes.put(one, acl.authentication());
                    acl.mappedLuns().forEach(lun -> nodes.put(new Node.OneMappedLun(one, lun.lun()), lun));
                }
            }
        }
        return nodes;
    }
}
