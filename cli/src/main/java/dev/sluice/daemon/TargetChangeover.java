package dev.sluice.daemon;

import dev.sluice.config.Configuration;
import dev.sluice.config.Lun;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import dev.sluice.daemon.TargetChanges.Group;
import dev.sluice.daemon.TargetChanges.KeptGroup;
import dev.sluice.daemon.Transaction.StepFailed;
import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.target.LunDefinition;
import dev.sluice.target.PortalGroupDefinition;
import dev.sluice.target.SluiceServer;
import dev.sluice.target.TargetDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The steps of a {@link Changeover} that add, change and remove targets and portal groups, in the order in which they are taken. */
final class TargetChangeover {
    /** Time for initiators to log out whose sessions end. */
    private static final Duration LOGOUT = Duration.ofSeconds(5);

    /** Time limit for the end of their sessions after that. */
    private static final long REST_SECONDS = 30;

    private final SluiceServer server;
    private final OpenBackstores backstores;
    private final AccessPolicies access;
    private final MissingResources missing;
    private final ServerChanges all;
    private final TargetChanges changes;
    private final Configuration before;
    private final Configuration after;
    private final MissingPolicy policy;
    private final PortalChangeover portals;
    private final TargetDefinitions definitions;

    /** Definitions that refuse the initiators whose secrets cannot be read. */
    private final TargetDefinitions closing;

    private final Transaction transaction;

    TargetChangeover(ServerParts parts, ServerChanges changes, MissingPolicy policy, Transaction transaction) {
        this.server = parts.server();
        this.backstores = parts.backstores();
        this.access = parts.access();
        this.missing = parts.missing();
        this.all = changes;
        this.changes = changes.targets();
        this.before = changes.before().configuration();
        this.after = changes.after().configuration();
        this.policy = policy;
        this.portals = new PortalChangeover(parts, policy, transaction);
        Function<String, LunDefinition> shown =
                id -> changes.backstores().again().containsKey(id) ? null : backstores.lun(id);
        this.definitions = new TargetDefinitions(shown, access);
        this.closing = new TargetDefinitions(shown, access.closing());
        this.transaction = transaction;
    }

    /** Removes portals first: new ones may need their addresses, and sessions go on without them. */
    void removePortals() throws StepFailed {
        for (Target target : changes.gone()) {
            for (PortalGroup group : target.portalGroups()) {
                portals.remove(new Node.Group(target.name(), group.tag()), group.portals());
            }
        }
        for (Group gone : changes.goneGroups()) {
            portals.remove(gone.at(), gone.group().portals());
        }
        for (KeptGroup kept : changes.keptGroups()) {
            portals.remove(kept.at(), without(kept.before(), kept.after()));
        }
    }

    private static List<Portal> without(PortalGroup group, PortalGroup other) {
        return group.portals().stream()
                .filter(portal -> !other.portals().contains(portal))
                .toList();
    }

    /** Adds targets, portal groups and then portals, with the LUNs whose backstores are open already. */
    void add() throws StepFailed {
        for (Target target : changes.made()) {
            transaction.step(
                    "create /iscsi/" + target.name(),
                    () -> server.addTarget(definitionOf(target)),
                    () -> rest(server.removeTarget(target.name(), Duration.ZERO)));
        }
        for (Group made : changes.madeGroups()) {
            transaction.step(
                    "create " + made.at(),
                    () -> server.addPortalGroup(made.at().target(), definitions.group(made.group())),
                    () -> rest(server.removePortalGroup(
                            made.at().target(), made.at().tag(), Duration.ZERO)));
        }
        for (Target target : changes.made()) {
            for (PortalGroup group : target.portalGroups()) {
                portals.add(new Node.Group(target.name(), group.tag()), group.portals());
            }
        }
        for (Group made : changes.madeGroups()) {
            portals.add(made.at(), made.group().portals());
        }
        for (KeptGroup kept : changes.keptGroups()) {
            portals.add(kept.at(), without(kept.after(), kept.before()));
        }
        for (Node node : all.arrived()) {
            if (node instanceof Node.OnePortal one) {
                portals.addMissing(one);
            }
        }
    }

    private TargetDefinition definitionOf(Target target) throws IOException {
        if (policy == MissingPolicy.REFUSE) {
            return definitions.target(target);
        }
        for (PortalGroup group : target.portalGroups()) {
            try {
                access.rules(group);
            } catch (IOException e) {
                missing.add(new Node.Group(target.name(), group.tag()), e.getMessage());
            }
        }
        return closing.target(target);
    }

    /** Removes LUNs that are deleted or get another backstore. */
    void unmap() throws StepFailed {
        for (KeptGroup kept : changes.keptGroups()) {
            for (Lun lun : kept.before().luns()) {
                if (!isKept(kept, lun)) {
                    transaction.step(
                            "delete " + new Node.OneLun(kept.at(), lun.lun()),
                            () -> server.unmapLun(kept.at().target(), kept.at().tag(), lun.lun()),
                            () -> mapAgain(kept.at(), lun));
                }
            }
        }
    }

    /** Adds the LUNs that are not mapped yet. */
    void map() throws StepFailed {
        for (KeptGroup kept : changes.keptGroups()) {
            for (Lun lun : kept.after().luns()) {
                if (!isKept(kept, lun)) {
                    mapLater(kept.at(), lun);
                }
            }
        }
        for (Group made : changes.madeGroups()) {
            mapWaiting(made.at(), made.group());
        }
        for (Target target : changes.made()) {
            for (PortalGroup group : target.portalGroups()) {
                mapWaiting(new Node.Group(target.name(), group.tag()), group);
            }
        }
    }

    private boolean isKept(KeptGroup kept, Lun lun) {
        return lun.equals(kept.before().lun(lun.lun()))
                && lun.equals(kept.after().lun(lun.lun()))
                && all.backstores().keeps(lun.backstore());
    }

    /** Maps the LUNs of a new group that had to wait for their backstores. */
    private void mapWaiting(Node.Group at, PortalGroup group) throws StepFailed {
        for (Lun lun : group.luns()) {
            if (all.backstores().isLate(lun.backstore(), before)) {
                mapLater(at, lun);
            }
        }
    }

    private void mapLater(Node.Group at, Lun lun) throws StepFailed {
        transaction.step("create " + new Node.OneLun(at, lun.lun()), () -> map(at, lun), () -> unmapAgain(at, lun));
    }

    /** Maps a LUN unless the undone settings of the group have mapped it already. */
    private void mapAgain(Node.Group at, Lun lun) {
        if (!isMapped(at, lun)) {
            map(at, lun);
        }
    }

    private void unmapAgain(Node.Group at, Lun lun) {
        if (isMapped(at, lun)) {
            server.unmapLun(at.target(), at.tag(), lun.lun());
        }
    }

    private boolean isMapped(Node.Group at, Lun lun) {
        return server.portalGroup(at.target(), at.tag()).luns().containsKey(lun.lun());
    }

    private void map(Node.Group at, Lun lun) {
        server.mapLun(at.target(), at.tag(), lun.lun(), backstores.lun(lun.backstore()));
    }

    /** Changes the rules of discovery and of existing groups. */
    void change() throws StepFailed {
        if (all.isDiscoveryChanged()) {
            AuthenticationRules old = server.discoveryAuthentication();
            String reason = missing.reason(MissingResources.DISCOVERY);
            transaction.step("change what discovery asks for", this::changeDiscovery, () -> {
                server.discoveryAuthentication(old);
                missing.restore(MissingResources.DISCOVERY, reason);
            });
        }
        for (Target target : changes.renamed()) {
            Target old = before.target(target.name());
            transaction.step(
                    "change /iscsi/" + target.name(),
                    () -> server.changeTargetAlias(target.name(), alias(target)),
                    () -> server.changeTargetAlias(target.name(), alias(old)));
        }
        for (KeptGroup kept : changes.keptGroups()) {
            if (all.arrived().contains(kept.at()) || !settings(kept.before()).equals(settings(kept.after()))) {
                PortalGroupDefinition old =
                        server.portalGroup(kept.at().target(), kept.at().tag());
                String reason = missing.reason(kept.at());
                transaction.step(
                        "change " + kept.at(), () -> change(kept.at(), definitions.group(kept.after())), () -> {
                            change(kept.at(), old);
                            missing.restore(kept.at(), reason);
                        });
            }
            if (!Objects.equals(
                    kept.before().attributes().accessState(),
                    kept.after().attributes().accessState())) {
                transaction.step(
                        "change the access state of " + kept.at(),
                        () -> accessState(kept.at(), kept.after()),
                        () -> accessState(kept.at(), kept.before()));
            }
        }
    }

    private static String alias(Target target) {
        return target.alias() == null ? "" : target.alias();
    }

    /** A group without the parts that have steps of their own. */
    private static PortalGroup settings(PortalGroup group) {
        return group.withLuns(List.of()).withPortals(List.of());
    }

    /** Discovery admits nobody if its secrets cannot be read at the start. */
    private void changeDiscovery() throws IOException {
        try {
            server.discoveryAuthentication(access.rules(after.discovery()));
            missing.found(MissingResources.DISCOVERY);
        } catch (IOException e) {
            if (policy == MissingPolicy.REFUSE) {
                throw e;
            }
            server.discoveryAuthentication(AccessPolicies.closed());
            missing.add(MissingResources.DISCOVERY, e.getMessage());
        }
    }

    private void change(Node.Group at, PortalGroupDefinition wanted) throws Exception {
        rest(server.changePortalGroup(at.target(), at.tag(), old -> wanted, LOGOUT));
        missing.found(at);
    }

    private void accessState(Node.Group at, PortalGroup group) {
        server.accessState(at.target(), at.tag(), OfferedParameters.accessState(group.attributes()));
    }

    /** Removes portal groups and targets, and waits until nobody uses them. */
    void remove() throws StepFailed {
        for (Group gone : changes.goneGroups()) {
            transaction.step(
                    "delete " + gone.at(),
                    () -> rest(server.removePortalGroup(
                            gone.at().target(), gone.at().tag(), LOGOUT)),
                    () -> server.addPortalGroup(gone.at().target(), definitions.group(gone.group())));
        }
        for (Target target : changes.gone()) {
            transaction.step(
                    "delete /iscsi/" + target.name(),
                    () -> rest(server.removeTarget(target.name(), LOGOUT)),
                    () -> server.addTarget(definitions.target(target)));
        }
    }

    private static void rest(Future<?> ending) throws Exception {
        ending.get(LOGOUT.toSeconds() + REST_SECONDS, TimeUnit.SECONDS);
    }
}
