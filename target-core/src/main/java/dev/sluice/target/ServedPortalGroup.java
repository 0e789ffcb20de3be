package dev.sluice.target;

import dev.sluice.iscsi.node.IscsiServer;
import dev.sluice.iscsi.node.PortalGroupSettings;
import dev.sluice.iscsi.node.TargetNode;
import dev.sluice.iscsi.node.TargetPortalGroup;
import dev.sluice.scsi.LunAddress;
import dev.sluice.scsi.disk.Disks;
import dev.sluice.scsi.port.TargetPort;
import dev.sluice.scsi.unit.AccessState;
import dev.sluice.scsi.unit.LogicalUnit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A portal group that is served: its definition, as changes have made it, and what it has become. Changed by one thread at a time. */
final class ServedPortalGroup {
    private final ServerSettings settings;
    private final UnitRegistry units;
    private final IscsiServer iscsi;
    private final TargetNode node;
    private final TargetPort scsi;
    private final TargetPortalGroup group;
    private PortalGroupDefinition definition;

    /** Shows its units at once; is reached by {@link #open}. */
    ServedPortalGroup(
            TargetNode node,
            String alias,
            PortalGroupDefinition definition,
            ServerSettings settings,
            UnitRegistry units,
            IscsiServer iscsi) {
        this.node = node;
        this.settings = settings;
        this.units = units;
        this.iscsi = iscsi;
        this.definition = definition;
        this.scsi = Disks.target(node.name(), definition.tag());
        this.group = new TargetPortalGroup(node.name(), alias, settings(definition), scsi);
        show(definition);
    }

    private PortalGroupSettings settings(PortalGroupDefinition of) {
        return new PortalGroupSettings(
                of.tag(),
                of.enabled(),
                of.access(),
                of.authentication(),
                of.limits() == null ? settings.limits() : of.limits(),
                of.keepAlive() == null ? settings.keepAlive() : of.keepAlive(),
                of.redirection());
    }

    private void show(PortalGroupDefinition of) {
        LogicalUnit[] shown = units(of);
        scsi.show(shown);
        for (LogicalUnit unit : shown) {
            if (unit != null) {
                unit.ports().change(scsi, of.accessState(), null);
            }
        }
    }

    /** The units of a definition by number. */
    private LogicalUnit[] units(PortalGroupDefinition of) {
        int highest =
                of.luns().keySet().stream().mapToInt(Integer::intValue).max().orElse(-1);
        LogicalUnit[] shown = new LogicalUnit[highest + 1];
        of.luns().forEach((number, lun) -> {
            checkNumber(number);
            shown[number] = units.get(lun);
        });
        return shown;
    }

    static void checkNumber(int number) {
        if (number < 0 || number > LunAddress.MAX) {
            throw new IllegalArgumentException("LUN " + number + ": it must be 0 to " + LunAddress.MAX);
        }
    }

    PortalGroupDefinition definition() {
        return definition;
    }

    TargetPortalGroup group() {
        return group;
    }

    /**
     * Lets it be reached by all its portals, or, if that fails, by none.
     *
     * @param everywhere addresses on which the server listens
     */
    void open(List<InetSocketAddress> everywhere) throws IOException {
        try {
            for (InetSocketAddress address : definition.portals().isEmpty() ? everywhere : definition.portals()) {
                addPortal(address);
            }
        } catch (IOException | RuntimeException e) {
            closePortals();
            throw e;
        }
    }

    InetSocketAddress addPortal(InetSocketAddress address) throws IOException {
        return iscsi.addPortal(node, group, address);
    }

    void removePortal(InetSocketAddress portal) {
        iscsi.removePortal(group, portal);
    }

    void closePortals() {
        group.portals().forEach(this::removePortal);
    }

    /** Becomes what {@code other} says; its portals stay. Completed when the sessions that end by it are at rest. */
    CompletableFuture<Void> change(PortalGroupDefinition other, Duration bound) {
        if (other.tag() != definition.tag()) {
            throw new IllegalArgumentException("a portal group keeps its tag");
        }
        units(other);
        if (!other.luns().equals(definition.luns()) || other.accessState() != definition.accessState()) {
            show(other);
        }
        definition = other;
        return group.change(settings(other), bound).thenRunAsync(() -> {});
    }

    void map(int number, LunDefinition lun) {
        checkNumber(number);
        if (definition.luns().containsKey(number)) {
            throw new IllegalArgumentException(
                    "LUN " + number + " of group " + definition.tag() + " of " + node.name() + " is taken");
        }
        LogicalUnit unit = units.get(lun);
        Map<Integer, LunDefinition> luns = new HashMap<>(definition.luns());
        luns.put(number, lun);
        definition = definition.showing(luns);
        scsi.map(number, unit);
        unit.ports().change(scsi, definition.accessState(), null);
    }

    void unmap(int number) {
        Map<Integer, LunDefinition> luns = new HashMap<>(definition.luns());
        if (luns.remove(number) == null) {
            throw new IllegalArgumentException(
                    "there is no LUN " + number + " in group " + definition.tag() + " of " + node.name());
        }
        definition = definition.showing(luns);
        scsi.map(number, null);
    }

    /** Says how well its units are reached, and tells all initiators. */
    void accessState(AccessState state) {
        definition = definition.inState(state);
        for (LogicalUnit unit : scsi.units()) {
            if (unit != null) {
                unit.ports().change(scsi, state, null);
            }
        }
    }

    /** Admits nobody any more, listens nowhere, and ends its sessions; then it shows nothing. Completed when that is done. */
    CompletableFuture<Void> close(Duration bound) {
        CompletableFuture<Void> ended = group.close(bound);
        closePortals();
        return ended.thenRunAsync(this::showNothing);
    }

    /** Its units do not know it any more. */
    void showNothing() {
        scsi.show(new LogicalUnit[0]);
    }
}
