package dev.sluice.iscsi.session;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.journal.SessionJournal;
import dev.sluice.iscsi.task.DataFault;
import dev.sluice.iscsi.task.OpenCommands;
import dev.sluice.iscsi.task.ScsiExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Time limit of Data-Out that an initiator has announced and does not send: first the command ends, so that it gets its answer and its
 * memory is free; if that repeats, the session ends. Owner: the session's loop thread.
 *
 * <p>Data are late when none have come on the connection for {@link TransferPace#dataOutSeconds}, or, while others go on there,
 * none for the command for {@value #SHARE_OF_BUSY_LINE} times that: a slow line brings the data of one command after the other.
 */
final class DataOutDeadline {
    static final int SHARE_OF_BUSY_LINE = 4;

    private final OpenCommands commands;
    private final SessionConnections connections;
    private final SessionJournal journal;
    private final long limitNanos;
    /** Time of the first command that ended so since the last Data-Out on the connections; meaningful where {@link #gaveUp}. */
    private long firstNanos;

    private boolean gaveUp;

    DataOutDeadline(OpenCommands commands, SessionConnections connections, SessionJournal journal, TransferPace pace) {
        this.commands = commands;
        this.connections = connections;
        this.journal = journal;
        this.limitNanos = TimeUnit.SECONDS.toNanos(pace.dataOutSeconds());
    }

    /** Ends commands whose data are late, about once a second; returns the reason why the session has to end, or null. */
    String fault(long nowNanos) {
        List<ScsiExchange> late = new ArrayList<>(0);
        commands.forEach(command -> {
            if (awaitsData(command) && isLate(command, nowNanos)) {
                late.add(command);
            }
        });
        if (late.isEmpty()) {
            return null;
        }
        if (gaveUp && wasSilentSince(firstNanos) && nowNanos - firstNanos > limitNanos) {
            return "the initiator announces Data-Out and sends none";
        }
        if (!gaveUp || !wasSilentSince(firstNanos)) {
            gaveUp = true;
            firstNanos = nowNanos;
        }
        for (ScsiExchange command : late) {
            Connection connection = command.connection();
            DataFault fault = command.dataOut().awaitsRequested() ? DataFault.UNANSWERED : DataFault.LATE;
            journal.dataError(connection.remoteAddress(), "Data-Out: " + fault.words() + "; its command is ended");
            command.failDataPhase(fault);
            command.owed().nothingComes();
        }
        return null;
    }

    /** Returns true if it cannot end before Data-Out have come that the initiator has announced or owes. */
    private static boolean awaitsData(ScsiExchange command) {
        boolean open = command.dataOut().isUnsolicitedOpen()
                || command.dataOut().awaitsRequested()
                || !command.owed().isNothing();
        return open && command.connection() != null && !command.isArriving();
    }

    private boolean isLate(ScsiExchange command, long nowNanos) {
        long silentNanos = nowNanos - command.request().dataNanos();
        long lineSilentNanos = nowNanos - command.connection().dataOutNanos();
        return silentNanos > limitNanos
                && (lineSilentNanos > limitNanos || silentNanos / SHARE_OF_BUSY_LINE > limitNanos);
    }

    private boolean wasSilentSince(long nanos) {
        for (Connection connection : connections) {
            if (connection.dataOutNanos() - nanos > 0) {
                return false;
            }
        }
        return true;
    }
}
