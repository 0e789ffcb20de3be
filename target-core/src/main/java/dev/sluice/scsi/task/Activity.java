package dev.sluice.scsi.task;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.ScsiStatus;
import dev.sluice.scsi.atomic.AtomicRange;
import dev.sluice.scsi.atomic.MediumAccess;
import dev.sluice.scsi.sense.SenseData;

/**
 * The part of a command that takes time: a state machine that moves data or waits for a device.
 *
 * <p>A command {@linkplain CommandHandler#begin begins} one; it ends its task by {@link #succeed}, {@link #fail} or, after
 * {@link #abort}, {@link #rest}. That must be the last thing it does, for it may be begun anew before the call returns.
 * It releases every buffer that it was given. Owner: the task's loop thread.
 */
public abstract class Activity {
    private ScsiTask task;

    final void belongTo(ScsiTask owner) {
        task = owner;
    }

    /** The task that this belongs to, always the same. */
    protected final ScsiTask task() {
        return task;
    }

    /** Data that the activity asked for; see {@link ScsiTask#dataOut}. */
    protected void dataOut(IoBuffer buffer, int offset, int length) {
        buffer.release();
    }

    /** Carries out a task that was held until now. */
    void turnCame() {
        throw new IllegalStateException("the task did not wait for its turn");
    }

    /** The transport takes more data. */
    protected void dataInReady() {}

    /** Returns true if an {@linkplain MediumAccess access} of this activity goes before an atomic command's range. */
    protected boolean goesBefore(AtomicRange range) {
        return false;
    }

    /** Stop: called once. When nothing is under way any more, call {@link #rest}, maybe at once. */
    protected abstract void abort();

    /** Says how many bytes the command would transfer; see {@link ScsiTask#transferLength()}. */
    protected final void transferLength(long bytes) {
        task.transferLength(bytes);
    }

    /** Says how many bytes the command would send to the initiator; see {@link ScsiTask#transferLength()}. */
    protected final void dataInLength(long bytes) {
        task.dataInLength(bytes);
    }

    /**
     * Says how many bytes the command sends to the initiator; comes before the first of them.
     *
     * @return false if there are some and the initiator has flagged data of the other direction alone: the task has ended
     */
    protected final boolean sends(long bytes) {
        task.dataInLength(bytes);
        return task.admits(bytes, true);
    }

    /** Says how many bytes the command takes from the initiator; otherwise as {@link #sends}. */
    protected final boolean takes(long bytes) {
        task.transferLength(bytes);
        return task.admits(bytes, false);
    }

    /**
     * As {@link #takes}, for data that are of use only as a whole: the task has ended, too, if the initiator sends less.
     *
     * <p>FCP-4 9.4.2 b: nothing is transferred, and the residual says how much is missing.
     */
    protected final boolean takesWhole(long bytes) {
        if (!takes(bytes)) {
            return false;
        }
        if (task.expectedDataOut() < bytes) {
            fail(SenseData.WRONG_DATA_LENGTH);
            return false;
        }
        return true;
    }

    /**
     * As {@link #takes}, for data of which every {@code unit} bytes are of use by themselves: the task has ended, too, if
     * what the initiator sends ends within such a unit.
     *
     * <p>FCP-4 9.4.2: a for whole units, of which those behind the initiator's data are not asked for, otherwise b.
     */
    protected final boolean takesUnits(long bytes, int unit) {
        if (!takes(bytes)) {
            return false;
        }
        if (task.expectedDataOut() < bytes && task.expectedDataOut() % unit != 0) {
            fail(SenseData.WRONG_DATA_LENGTH);
            return false;
        }
        return true;
    }

    /** Ends the task well. */
    protected final void succeed() {
        task.end(ScsiStatus.GOOD);
    }

    /** Ends the task with CHECK CONDITION. */
    protected final void fail(SenseData why) {
        task.end(why);
    }

    /** Ends the task as a device has ended the command that it stands for. */
    protected final void end(ScsiStatus status, byte[] sense, int senseLength) {
        task.end(status, sense, senseLength);
    }

    /** Ends the task because its nexus may hold no more on the heap now; SAM-5 5.3.1. */
    protected final void refuse() {
        task.end(task.nexus().heap().bytesInUse() > 0 ? ScsiStatus.TASK_SET_FULL : ScsiStatus.BUSY);
    }

    /** Ends an aborted task. */
    protected final void rest() {
        assert task.isAbortRequested();
        task.end(ScsiStatus.TASK_ABORTED);
    }
}
