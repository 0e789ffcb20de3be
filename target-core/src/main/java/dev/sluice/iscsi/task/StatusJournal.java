package dev.sluice.iscsi.task;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.journal.SessionJournal;
import dev.sluice.scsi.ScsiStatus;
import dev.sluice.scsi.sense.SenseWords;
import java.util.concurrent.TimeUnit;

/**
 * Tells the journal of commands that ended otherwise than well, where that says something of the disk or of others: at most once a second
 * in a session. Owner: the session's loop thread.
 */
public final class StatusJournal {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SessionJournal journal;
    private final IoLoop loop;
    private long lastNanos;
    private boolean any;

    public StatusJournal(SessionJournal journal, IoLoop loop) {
        this.journal = journal;
        this.loop = loop;
    }

    /** A command to {@code lun} ended with a status other than GOOD. */
    void ended(long lun, ScsiStatus status, byte[] sense, int senseLength) {
        if (!isNoted(status, sense, senseLength)) {
            return;
        }
        long now = loop.nowNanos();
        if (any && now - lastNanos < QUIET_NANOS) {
            return;
        }
        any = true;
        lastNanos = now;
        String words = status.name().replace('_', ' ')
                + (status == ScsiStatus.CHECK_CONDITION ? " (" + SenseWords.of(sense, senseLength) + ")" : "");
        journal.status(lun, words);
    }

    private static boolean isNoted(ScsiStatus status, byte[] sense, int senseLength) {
        return switch (status) {
            case BUSY, RESERVATION_CONFLICT, TASK_SET_FULL, TASK_ABORTED -> true;
            case CHECK_CONDITION -> SenseWords.isOfTheDisk(sense, senseLength);
            case GOOD, CONDITION_MET, ACA_ACTIVE -> false;
        };
    }
}
