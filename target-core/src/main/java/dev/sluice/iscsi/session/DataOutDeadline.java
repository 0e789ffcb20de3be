package dev.sluice.iscsi.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The end of the patience with Data-Out that an initiator has announced and does not send: first the command ends, so that it gets
 * its answer and its memory is free, and where more of the kind follows the session. Owner: the session's loop thread.
 *
 * <p>Data are late when none have come on the connection for {@link TransferPace#dataOutSeconds}, or, while others go on there,
 * none for the command for {@value #SHARE_OF_BUSY_LINE} times that: a slow line brings the data of one command after the other.
 */
final class DataOutDeadline {
    static final int SHARE_OF_BUSY_LINE = 4;

    private final Session session;
    private final long limitNanos;
    /** When the first command ended so since there was Data-Out on the connections; meaningful where {@link #gaveUp}. */
    private long firstNanos;

    private boolean gaveUp;

    DataOutDeadline(Session session) {
        this.session = session;
        this.limitNanos = TimeUnit.SECONDS.toNanos(session.pace().dataOutSeconds());
    }

    /** About once a second. */
    void tick(long nowNanos) {
        List<ScsiExchange> late = new ArrayList<>(0);
        session.commands().forEach(command -> {
            if (awaitsData(command) && isLate(command, nowNanos)) {
                late.add(command);
            }
        });
        if (late.isEmpty()) {
            return;
        }
        if (gaveUp && wasSilentSince(firstNanos) && nowNanos - firstNanos > limitNanos) {
            session.drop("the initiator announces Data-Out and sends none");
            return;
        }
        if (!gaveUp || !wasSilentSince(firstNanos)) {
            gaveUp = true;
            firstNanos = nowNanos;
        }
        for (ScsiExchange command : late) {
            Connection connection = command.connection();
            DataFault fault = command.dataOut().awaitsRequested() ? DataFault.UNANSWERED : DataFault.LATE;
            connection
                    .decisions()
                    .dataError(session, connection, "Data-Out: " + fault.words() + "; its command is ended");
            command.failDataPhase(fault);
            command.nothingOwed();
        }
    }

    /** Whether it cannot end before Data-Out have come that the initiator has announced or owes. */
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
        for (Connection connection : session.connections()) {
            if (connection.dataOutNanos() - nanos > 0) {
                return false;
            }
        }
        return true;
    }
}
