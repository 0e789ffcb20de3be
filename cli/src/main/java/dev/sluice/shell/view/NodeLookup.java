package dev.sluice.shell.view;

import dev.sluice.config.Acl;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import java.util.Arrays;
import java.util.List;

/** Lookup of the nodes that exist. */
public final class NodeLookup {
    private NodeLookup() {}

    /** Returns the children of a node, in the order of the tree. */
    public static List<Node> children(ServedSnapshot in, Node node) {
        return switch (node) {
            case Node.Root() -> List.of(new Node.Backstores(), new Node.Targets(), new Node.Sessions());
            case Node.Backstores() ->
                Arrays.stream(BackstoreType.values())
                        .<Node>map(Node.BackstoresOf::new)
                        .toList();
            case Node.BackstoresOf(BackstoreType type) ->
                in.configuration().backstores().stream()
                        .filter(backstore -> backstore.type() == type)
                        .<Node>map(backstore -> new Node.OneBackstore(type, backstore.name()))
                        .toList();
            case Node.Targets() ->
                in.configuration().targets().stream()
                        .<Node>map(target -> new Node.OneTarget(target.name()))
                        .toList();
            case Node.OneTarget one -> {
                Target target = target(in.configuration(), one.name());
                yield target == null
                        ? List.of()
                        : target.portalGroups().stream()
                                .<Node>map(group -> new Node.Group(one.name(), group.tag()))
                                .toList();
            }
            case Node.Group group -> List.of(new Node.Acls(group), new Node.Luns(group), new Node.Portals(group));
            case Node.Sessions() ->
                in.state().sessions().stream()
                        .<Node>map(session -> new Node.OneSession(session.number()))
                        .toList();
            default -> belowGroup(in.configuration(), node);
        };
    }

    private static List<Node> belowGroup(Configuration in, Node node) {
        return switch (node) {
            case Node.Luns(Node.Group at)
            when group(in, at) != null ->
                group(in, at).luns().stream()
                        .<Node>map(lun -> new Node.OneLun(at, lun.lun()))
                        .toList();
            case Node.Acls(Node.Group at)
            when group(in, at) != null ->
                group(in, at).acls().stream()
                        .<Node>map(acl -> new Node.OneAcl(at, acl.initiator()))
                        .toList();
            case Node.Portals(Node.Group at)
            when group(in, at) != null ->
                group(in, at).portals().stream()
                        .<Node>map(portal -> new Node.OnePortal(at, portal))
                        .toList();
            case Node.OneAcl at
            when acl(in, at) != null ->
                acl(in, at).mappedLuns().stream()
                        .<Node>map(mapped -> new Node.OneMappedLun(at, mapped.lun()))
                        .toList();
            default -> List.of();
        };
    }

    /** True if the node exists. */
    public static boolean exists(ServedSnapshot in, Node node) {
        return switch (node) {
            case Node.Root(), Node.Backstores(), Node.Targets(), Node.Sessions() -> true;
            case Node.BackstoresOf of -> true;
            case Node.OneBackstore one -> in.configuration().backstore(one.id()) != null;
            case Node.OneTarget(String name) -> target(in.configuration(), name) != null;
            case Node.Group group -> group(in.configuration(), group) != null;
            case Node.Luns(Node.Group group) -> exists(in, group);
            case Node.Acls(Node.Group group) -> exists(in, group);
            case Node.Portals(Node.Group group) -> exists(in, group);
            case Node.OneLun(Node.Group at, int lun) ->
                exists(in, at) && group(in.configuration(), at).lun(lun) != null;
            case Node.OneAcl acl -> acl(in.configuration(), acl) != null;
            case Node.OneMappedLun(Node.OneAcl at, int lun) ->
                exists(in, at) && acl(in.configuration(), at).mappedLun(lun) != null;
            case Node.OnePortal(Node.Group at, var portal) ->
                exists(in, at) && group(in.configuration(), at).portals().contains(portal);
            case Node.OneSession(int number) ->
                in.state().sessions().stream().anyMatch(session -> session.number() == number);
        };
    }

    /** Returns the target of that name, or null. */
    public static Target target(Configuration in, String name) {
        return in.target(name);
    }

    /** Returns the portal group, or null. */
    public static PortalGroup group(Configuration in, Node.Group at) {
        Target target = target(in, at.target());
        return target == null ? null : target.portalGroup(at.tag());
    }

    /** Returns the ACL, or null. */
    public static Acl acl(Configuration in, Node.OneAcl at) {
        PortalGroup group = group(in, at.group());
        return group == null ? null : group.acl(at.initiator());
    }
}
