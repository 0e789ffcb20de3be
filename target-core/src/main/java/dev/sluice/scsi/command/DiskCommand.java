package dev.sluice.scsi.command;

import dev.sluice.scsi.Command;
import dev.sluice.scsi.ScsiTask;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.transfer.DataInReply;
import dev.sluice.scsi.transfer.ParameterList;
import dev.sluice.scsi.transfer.RangeSequence;

/** What the commands here have in common. */
public abstract class DiskCommand extends Command {
    /** Answers with data, of which the command takes so many bytes at most. */
    protected static void reply(ScsiTask task, PageBytes data, long allocationLength) {
        begin(task, DataInReply.TYPE).start(data.array(), data.length(), allocationLength);
    }

    /** Gets a parameter list from the initiator. */
    protected static void receive(ScsiTask task, int length, ParameterList.Receiver receiver) {
        begin(task, ParameterList.TYPE).start(length, receiver);
    }

    /** Makes everything durable, and ends the task well. */
    protected static void flush(ScsiTask task) {
        begin(task, RangeSequence.TYPE).flush();
    }

    /**
     * Checks a range of logical blocks.
     *
     * @param lba unsigned
     * @param blocks not negative
     * @return true if it lies within the capacity; otherwise the task has ended
     */
    protected static boolean inRange(ScsiTask task, long lba, long blocks) {
        long capacity = task.unitState().blocks();
        if (lba >= 0 && lba <= capacity && blocks <= capacity - lba) {
            return true;
        }
        fail(task, SenseData.LBA_OUT_OF_RANGE);
        return false;
    }
}
