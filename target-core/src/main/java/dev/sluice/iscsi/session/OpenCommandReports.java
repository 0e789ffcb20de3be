package dev.sluice.iscsi.session;

import dev.sluice.iscsi.report.OpenCommandReport;
import dev.sluice.iscsi.task.ScsiExchange;
import dev.sluice.scsi.LunAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks for the oldest open commands of a session. On its loop. */
public final class OpenCommandReports {
    private OpenCommandReports() {}

    /** The oldest at each LUN. */
    public static List<OpenCommandReport> oldestOf(Session session, long nowNanos) {
        Map<Long, ScsiExchange> oldest = new HashMap<>();
        Map<Long, Integer> counts = new HashMap<>();
        session.commands().forEach(command -> {
            long lun = command.request().lun();
            counts.merge(lun, 1, Integer::sum);
            oldest.merge(
                    lun,
                    command,
                    (one, other) ->
                            one.request().arrivedNanos() - other.request().arrivedNanos() <= 0 ? one : other);
        });
        List<OpenCommandReport> reports = new ArrayList<>();
        oldest.forEach((lun, command) -> reports.add(new OpenCommandReport(
                session.tsih(),
                session.initiatorName(),
                session.targetName(),
                LunAddress.decode(lun),
                session.nexus() == null ? null : session.nexus().serialAt(lun),
                command.task().cdb()[0] & 0xff,
                Duration.ofNanos(Math.max(0, nowNanos - command.request().arrivedNanos())),
                stage(command),
                counts.get(lun))));
        return reports;
    }

    private static String stage(ScsiExchange command) {
        if (command.isArriving()) {
            return "its data has not arrived";
        }
        if (command.isCompleted()) {
            return "it has ended, and its status waits to be sent";
        }
        if (command.wantsDataOut() && isAsking(command)) {
            return "the initiator has not sent the data that it was asked for";
        }
        return command.isDelivered() ? "the disk is at it" : "commands before it come first";
    }

    private static boolean isAsking(ScsiExchange command) {
        int[] asked = new int[1];
        command.dataOut().forEachOpenBurst(tag -> asked[0]++);
        return asked[0] > 0;
    }
}
