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
import dev.sluice.target.PortalGroupDefinition;
import dev.sluice.target.SluiceServer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The part of a {@link Changeover} that is about targets: its steps, in the order in which it takes them. */
final class TargetChangeover {
    /** How long initiators have to log out where they are sent away. */
    private static final Duration LOGOUT = Duration.ofSeconds(5);

    /** How long the rest of their sessions may take then. */
    private static final long REST_SECONDS = 30;

    private final SluiceServer server;
    private final Backstores backstores;
    private final TargetDefinitions definitions;
    private final AccessPolicies access;
    private final Configuration before;
    private final Configuration after;
    private final BackstoreChanges ofBackstores;
    private final PortalChangeover portals;
    private final TargetChanges changes;
    private final Transaction transaction;

    TargetChangeover(
            SluiceServer server,
            Backstores backstores,
            AccessPolicies access,
            Configuration before,
            Configuration after,
            BackstoreChanges ofBackstores,
            PortalChangeover portals,
            Transaction transaction) {
        this.server = server;
        this.backstores = backstores;
        this.definitions =
                new TargetDefinitions(id -> ofBackstores.again().containsKey(id) ? null : backstores.lun(id), access);
        this.access = access;
        this.before = before;
        this.after = after;
        this.ofBackstores = ofBackstores;
        this.portals = portals;
        this.changes =
                TargetChanges.between(before, after, !ofBackstores.again().isEmpty());
        this.transaction = transaction;
    }

    /** Takes portals away: others may want them, and sessions do not notice. */
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

    /** Adds targets, portal groups and then portals, with the LUNs whose backstores are there already. */
    void add() throws StepFailed {
        for (Target target : changes.made()) {
            transaction.step(
                    "create /iscsi/" + target.name(),
                    () -> server.addTarget(definitions.target(target)),
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
    }

    /** Takes away the LUNs that go, or lie on something else from now on. */
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

    /** Adds the LUNs that are not there yet. */
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
                && ofBackstores.keeps(lun.backstore());
    }

    /** Those of a new group that had to wait for their backstores. */
    private void mapWaiting(Node.Group at, PortalGroup group) throws StepFailed {
        for (Lun lun : group.luns()) {
            if (ofBackstores.isLate(lun.backstore(), before)) {
                mapLater(at, lun);
            }
        }
    }

    private void mapLater(Node.Group at, Lun lun) throws StepFailed {
        transaction.step("create " + new Node.OneLun(at, lun.lun()), () -> map(at, lun), () -> unmapAgain(at, lun));
    }

    /** Where the settings of the group that were taken back have not done it already. */
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

    /** Changes what discovery asks for, and what groups that stay let in, ask for and offer. */
    void change() throws StepFailed {
        if (!before.discovery().equals(after.discovery())) {
            AuthenticationRules old = server.discoveryAuthentication();
            transaction.step(
                    "change what discovery asks for",
                    () -> server.discoveryAuthentication(access.rules(after.discovery())),
                    () -> server.discoveryAuthentication(old));
        }
        for (Target target : changes.renamed()) {
            Target old = before.target(target.name());
            transaction.step(
                    "change /iscsi/" + target.name(),
                    () -> server.changeTargetAlias(target.name(), alias(target)),
                    () -> server.changeTargetAlias(target.name(), alias(old)));
        }
        for (KeptGroup kept : changes.keptGroups()) {
            if (!settings(kept.before()).equals(settings(kept.after()))) {
                transaction.step(
                        "change " + kept.at(),
                        () -> change(kept.at(), kept.after()),
                        () -> change(kept.at(), kept.before()));
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

    /** A group without what has steps of its own. */
    private static PortalGroup settings(PortalGroup group) {
        return group.withLuns(List.of()).withPortals(List.of());
    }

    private void change(Node.Group at, PortalGroup group) throws Exception {
        PortalGroupDefinition wanted = definitions.group(group);
        rest(server.changePortalGroup(at.target(), at.tag(), old -> wanted, LOGOUT));
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
