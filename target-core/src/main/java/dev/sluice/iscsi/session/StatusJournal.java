package dev.sluice.iscsi.session;

import dev.sluice.scsi.ScsiStatus;
import dev.sluice.scsi.sense.SenseWords;
import java.util.concurrent.TimeUnit;

/**
 * Tells the journal of commands that ended otherwise than well, where that says something of the disk or of others: at most once a second
 * in a session. Owner: the session's loop thread.
 */
final class StatusJournal {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long lastNanos;
    private boolean any;

    void told(ScsiExchange command, ScsiStatus status, byte[] sense, int senseLength) {
        if (command.connection() == null || !isTold(status, sense, senseLength)) {
            return;
        }
        long now = command.session().loop().nowNanos();
        if (any && now - lastNanos < QUIET_NANOS) {
            return;
        }
        any = true;
        lastNanos = now;
        String words = status.name().replace('_', ' ')
                + (status == ScsiStatus.CHECK_CONDITION ? " (" + SenseWords.of(sense, senseLength) + ")" : "");
        command.connection()
                .decisions()
                .command(command.session(), command.request().lun(), words);
    }

    private static boolean isTold(ScsiStatus status, byte[] sense, int senseLength) {
        return switch (status) {
            case BUSY, RESERVATION_CONFLICT, TASK_SET_FULL, TASK_ABORTED -> true;
            case CHECK_CONDITION -> SenseWords.isOfTheDisk(sense, senseLength);
            case GOOD, CONDITION_MET, ACA_ACTIVE -> false;
        };
    }
}
