package dev.sluice.config.change;

import dev.sluice.config.Acl;
import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.SharedLists;
import dev.sluice.config.Target;
import dev.sluice.config.change.ChangeRefused.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Restores a node, and all nodes below it, from another configuration. Any thread. */
public final class NodeRestoration {
    private final Configuration now;
    private final Configuration then;
    private final Node node;

    private NodeRestoration(Configuration now, Configuration then, Node node) {
        this.now = now;
        this.then = then;
        this.node = node;
    }

    /**
     * A configuration like {@code now}, with a node as it was {@code then}; a node that did not exist then is deleted.
     *
     * @throws ChangeRefused if the node is in neither configuration, the node above it does not exist, or it is no part of configurations
     */
    public static Configuration of(Configuration now, Configuration then, Node node) throws ChangeRefused {
        return new NodeRestoration(now, then, node).whole();
    }

    private Configuration whole() throws ChangeRefused {
        return switch (node) {
            case Node.Root() -> then;
            case Node.Backstores() -> now.withBackstores(then.backstores());
            case Node.Targets() -> now.withTargets(then.targets()).withDiscovery(then.discovery());
            case Node.BackstoresOf(var type) ->
                now.withBackstores(SharedLists.joined(
                        now.backstores().stream()
                                .filter(one -> one.type() != type)
                                .toList(),
                        then.backstores().stream()
                                .filter(one -> one.type() == type)
                                .toList()));
            case Node.OneBackstore one ->
                now.withBackstores(
                        swapped(now.backstores(), then.backstores(), (Backstore b) -> b.id().equals(one.id())));
            case Node.OneTarget(String name) ->
                now.withTargets(swapped(
                        now.targets(), then.targets(), (Target t) -> t.name().equalsIgnoreCase(name)));
            case Node.Group group -> {
                Target target = NodeReplacement.target(now, group.target());
                List<PortalGroup> old =
                        past(() -> NodeReplacement.target(then, group.target())).portalGroups();
                yield NodeReplacement.put(
                        now,
                        target,
                        target.withPortalGroups(swapped(target.portalGroups(), old, one -> one.tag() == group.tag())));
            }
            case Node.Luns(Node.Group group) -> within(group, (ours, old) -> ours.withLuns(old.luns()));
            case Node.OneLun(Node.Group group, int lun) ->
                within(
                        group,
                        (ours, old) -> mapped(
                                ours.withLuns(swapped(ours.luns(), old.luns(), one -> one.lun() == lun)), old, lun));
            case Node.Acls(Node.Group group) -> within(group, (ours, old) -> ours.withAcls(old.acls()));
            case Node.OneAcl(Node.Group group, String initiator) ->
                within(
                        group,
                        (ours, old) -> ours.withAcls(swapped(
                                ours.acls(), old.acls(), one -> one.initiator().equalsIgnoreCase(initiator))));
            case Node.OneMappedLun(Node.OneAcl acl, int lun) -> {
                Acl ours = NodeReplacement.acl(now, acl);
                Acl old = past(() -> NodeReplacement.acl(then, acl));
                yield NodeReplacement.put(
                        now,
                        acl,
                        ours.withMappedLuns(swapped(ours.mappedLuns(), old.mappedLuns(), one -> one.lun() == lun)));
            }
            case Node.Portals(Node.Group group) -> within(group, (ours, old) -> ours.withPortals(old.portals()));
            case Node.OnePortal(Node.Group group, var portal) ->
                within(group, (ours, old) -> ours.withPortals(swapped(ours.portals(), old.portals(), portal::equals)));
            case Node.Sessions sessions -> throw live();
            case Node.OneSession session -> throw live();
        };
    }

    /** Makes a portal group from the present one and the old one. */
    @FunctionalInterface
    private interface Mixture {
        PortalGroup of(PortalGroup ours, PortalGroup old) throws ChangeRefused;
    }

    private Configuration within(Node.Group group, Mixture mixture) throws ChangeRefused {
        return NodeReplacement.put(
                now,
                group,
                mixture.of(NodeReplacement.group(now, group), past(() -> NodeReplacement.group(then, group))));
    }

    /**
     * The group with mapped LUNs for a restored LUN, and without those of a deleted one. A mapped LUN that has taken the number of an
     * old one stays.
     */
    private static PortalGroup mapped(PortalGroup ours, PortalGroup old, int lun) {
        boolean comes = old.lun(lun) != null;
        return ours.withAcls(ours.acls().stream()
                .map(acl -> {
                    Acl before = comes ? old.acl(acl.initiator()) : null;
                    List<MappedLun> luns = new ArrayList<>(acl.mappedLuns());
                    luns.removeIf(one -> !comes && one.groupLun() == lun);
                    if (before != null) {
                        before.mappedLuns().stream()
                                .filter(one -> one.groupLun() == lun && acl.mappedLun(one.lun()) == null)
                                .forEach(luns::add);
                    }
                    return luns.equals(acl.mappedLuns()) ? acl : acl.withMappedLuns(luns);
                })
                .toList());
    }

    private <T> List<T> swapped(List<T> ours, List<T> old, Predicate<T> which) throws ChangeRefused {
        T present = SharedLists.find(ours, which);
        T past = SharedLists.find(old, which);
        if (past == null && present == null) {
            throw new ChangeRefused(Reason.NOT_FOUND, "there is no " + node + ", neither now nor in that version");
        }
        List<T> without = present == null ? ours : SharedLists.without(ours, present);
        return past == null ? without : SharedLists.with(without, past);
    }

    /** Finds a part of the old configuration. */
    @FunctionalInterface
    private interface Search<T> {
        T find() throws ChangeRefused;
    }

    private static <T> T past(Search<T> search) throws ChangeRefused {
        try {
            return search.find();
        } catch (ChangeRefused e) {
            throw new ChangeRefused(e.reason(), "in the version that it would come from, " + e.getMessage());
        }
    }

    private ChangeRefused live() {
        return new ChangeRefused(Reason.INVALID, node + " is not part of the configuration: nothing of it is saved");
    }
}
