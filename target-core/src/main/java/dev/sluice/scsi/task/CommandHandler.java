package dev.sluice.scsi.task;

import dev.sluice.scsi.ScsiStatus;
import dev.sluice.scsi.sense.SenseData;

/**
 * The handler of an operation code: decodes, checks and runs a command. One object serves all tasks on all loops, so it
 * has no mutable state; what takes time goes into an {@link Activity}.
 *
 * <p>The checks that {@link CommandSpec} declares are done before {@link #run}.
 */
public abstract class CommandHandler {
    /** Carries out {@code task} or starts to: it ends exactly once, here or in the activity begun here. Loop thread. */
    protected abstract void run(ScsiTask task);

    /** Ends the task well. */
    protected static void succeed(ScsiTask task) {
        task.end(ScsiStatus.GOOD);
    }

    /** Ends the task with a status that needs no data. */
    protected static void end(ScsiTask task, ScsiStatus status) {
        task.end(status);
    }

    /** Ends the task with CHECK CONDITION. */
    protected static void fail(ScsiTask task, SenseData why) {
        task.end(why);
    }

    /** Says how many bytes the command would transfer; see {@link ScsiTask#transferLength()}. */
    protected static void transferLength(ScsiTask task, long bytes) {
        task.transferLength(bytes);
    }

    /**
     * Says how many bytes the command takes, no more and no fewer.
     *
     * @return false if the initiator sends another number of them, or none: the task has ended
     */
    protected static boolean takesExactly(ScsiTask task, long bytes) {
        task.transferLength(bytes);
        if (!task.admits(bytes, false)) {
            return false;
        }
        if (task.expectedDataOut() != bytes) {
            task.end(SenseData.WRONG_DATA_LENGTH);
            return false;
        }
        return true;
    }
}
