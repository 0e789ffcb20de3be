package dev.sluice.daemon;

import dev.sluice.api.ServedState;
import dev.sluice.api.ServedState.BackstoreState;
import dev.sluice.api.ServedState.ConnectionState;
import dev.sluice.api.ServedState.GroupState;
import dev.sluice.api.ServedState.PortalState;
import dev.sluice.api.ServedState.SessionState;
import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Lun;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import dev.sluice.daemon.backstore.HealthWatch;
import dev.sluice.io.device.DeviceHealth;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.iscsi.report.SessionReport;
import dev.sluice.iscsi.report.SessionReport.ConnectionReport;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.target.SluiceServer;
import dev.sluice.text.AddressText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** State of all nodes of a configuration at this moment. */
final class StateReport {
    private final SluiceServer server;
    private final OpenBackstores backstores;
    private final HealthWatch health;
    private final Function<Node, String> missing;
    private final Configuration configuration;

    /** @param missing gives the reason why a node is not served, or null if it is served */
    StateReport(
            SluiceServer server,
            OpenBackstores backstores,
            HealthWatch health,
            Function<Node, String> missing,
            Configuration configuration) {
        this.health = health;
        this.server = server;
        this.backstores = backstores;
        this.missing = missing;
        this.configuration = configuration;
    }

    ServedState make() {
        List<SessionState> sessions =
                server.sessions().stream().map(StateReport::state).toList();
        return new ServedState(backstores(), groups(sessions), sessions);
    }

    private List<BackstoreState> backstores() {
        Map<String, Integer> luns = new HashMap<>();
        for (Target target : configuration.targets()) {
            for (PortalGroup group : target.portalGroups()) {
                for (Lun lun : group.luns()) {
                    luns.merge(lun.backstore(), 1, Integer::sum);
                }
            }
        }
        return configuration.backstores().stream()
                .map(backstore -> state(backstore, luns.getOrDefault(backstore.id(), 0)))
                .toList();
    }

    private BackstoreState state(Backstore backstore, int luns) {
        OpenBackstores.Open open = backstores.find(backstore.id());
        if (open == null || !open.presence().isOk()) {
            String why = open == null ? "it has just gone" : open.presence().detail();
            return new BackstoreState(backstore.id(), "absent", why, 0, 0, false, false, luns);
        }
        DeviceHealth now = health.of(open.lun().device());
        // A device that does not answer is not asked again.
        DeviceProperties device = now.cause() == DeviceHealth.Cause.SILENT
                ? server.knownProperties(open.lun())
                : open.lun().device().properties();
        BackstoreHealth presence = BackstoreHealth.of(now);
        LogicalUnitSettings settings = open.lun().settings();
        return new BackstoreState(
                backstore.id(),
                presence.state(),
                presence.detail(),
                device.sizeBytes(),
                settings.blockSize(),
                AccessPolicies.isOn(open.backstore().readOnly(), false) || device.readOnly(),
                settings.thin() && device.canUnmap(),
                luns);
    }

    private static SessionState state(SessionReport session) {
        return new SessionState(
                session.tsih(),
                session.initiatorName(),
                String.format("%012x", session.isid()),
                session.initiatorAlias(),
                session.targetName(),
                session.portalGroupTag(),
                session.user() == null ? "" : session.user(),
                session.since(),
                session.connections().stream().map(StateReport::state).toList(),
                session.reads(),
                session.writes(),
                session.readBytes(),
                session.writtenBytes(),
                session.openCommands());
    }

    private static ConnectionState state(ConnectionReport connection) {
        String digests = connection.headerDigest()
                ? connection.dataDigest() ? "header and data" : "header"
                : connection.dataDigest() ? "data" : "none";
        return new ConnectionState(
                connection.cid(), AddressText.of(connection.initiator()), AddressText.of(connection.portal()), digests);
    }

    private List<GroupState> groups(List<SessionState> sessions) {
        Map<String, Integer> count = new HashMap<>();
        sessions.forEach(session -> count.merge(session.target() + "," + session.tag(), 1, Integer::sum));
        return configuration.targets().stream()
                .flatMap(target -> target.portalGroups().stream()
                        .map(group -> state(target, group, count.getOrDefault(target.name() + "," + group.tag(), 0))))
                .toList();
    }

    private GroupState state(Target target, PortalGroup group, int sessions) {
        String state = group.isOn() ? "enabled" : sessions > 0 ? "draining" : "disabled";
        List<String> portals = List.of();
        try {
            portals = server.portals(target.name(), group.tag()).stream()
                    .map(AddressText::of)
                    .toList();
        } catch (IllegalArgumentException e) {
            state = "disabled";
        }
        Node.Group at = new Node.Group(target.name(), group.tag());
        List<PortalState> waiting = group.portals().stream()
                .map(portal -> new PortalState(portal.toString(), missing.apply(new Node.OnePortal(at, portal))))
                .filter(portal -> portal.why() != null)
                .toList();
        return new GroupState(target.name(), group.tag(), state, sessions, portals, waiting);
    }
}
