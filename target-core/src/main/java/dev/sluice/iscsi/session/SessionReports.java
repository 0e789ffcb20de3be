package dev.sluice.iscsi.session;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.login.ConnectionParameters;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.report.SessionReport;
import dev.sluice.iscsi.task.CommandCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes reports of sessions. On their loop. */
public final class SessionReports {
    private SessionReports() {}

    public static SessionReport of(Session session) {
        SessionParameters parameters = session.parameters();
        List<SessionReport.ConnectionReport> connections = new ArrayList<>();
        session.connections().forEach(connection -> connections.add(of(connection)));
        CommandCounts traffic = session.traffic();
        return new SessionReport(
                session.tsih(),
                parameters.discovery(),
                parameters.initiatorName(),
                parameters.isid(),
                parameters.initiatorAlias() == null ? "" : parameters.initiatorAlias(),
                parameters.targetName(),
                parameters.portalGroupTag(),
                traffic.since(),
                List.copyOf(connections),
                traffic.reads(),
                traffic.writes(),
                traffic.others(),
                traffic.readBytes(),
                traffic.writtenBytes(),
                session.commands().open(),
                agreed(parameters));
    }

    private static SessionReport.ConnectionReport of(Connection connection) {
        ConnectionParameters parameters = connection.parameters();
        return new SessionReport.ConnectionReport(
                parameters.cid(),
                connection.io().remoteAddress(),
                connection.io().localAddress(),
                parameters.headerDigest(),
                parameters.dataDigest(),
                connection.user(),
                connection.since(),
                agreed(parameters));
    }

    private static Map<String, String> agreed(ConnectionParameters parameters) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("HeaderDigest", parameters.headerDigest() ? "CRC32C" : "None");
        keys.put("DataDigest", parameters.dataDigest() ? "CRC32C" : "None");
        keys.put("MaxRecvDataSegmentLength", String.valueOf(parameters.targetMaxRecvDataSegmentLength()));
        keys.put("MaxRecvDataSegmentLength(initiator)", String.valueOf(parameters.initiatorMaxRecvDataSegmentLength()));
        return Collections.unmodifiableMap(keys);
    }

    private static Map<String, String> agreed(SessionParameters parameters) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("MaxBurstLength", String.valueOf(parameters.maxBurstLength()));
        keys.put("FirstBurstLength", String.valueOf(parameters.firstBurstLength()));
        keys.put("MaxOutstandingR2T", String.valueOf(parameters.maxOutstandingR2T()));
        keys.put("InitialR2T", yesOrNo(parameters.initialR2T()));
        keys.put("ImmediateData", yesOrNo(parameters.immediateData()));
        keys.put("MaxConnections", String.valueOf(parameters.maxConnections()));
        keys.put("ErrorRecoveryLevel", String.valueOf(parameters.errorRecoveryLevel()));
        keys.put("DefaultTime2Wait", String.valueOf(parameters.defaultTime2Wait()));
        keys.put("DefaultTime2Retain", String.valueOf(parameters.defaultTime2Retain()));
        keys.put("TaskReporting", parameters.taskReporting().keyValue());
        keys.put("iSCSIProtocolLevel", String.valueOf(parameters.protocolLevel()));
        return Collections.unmodifiableMap(keys);
    }

    private static String yesOrNo(boolean value) {
        return value ? "Yes" : "No";
    }
}
