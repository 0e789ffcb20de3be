package dev.sluice.scsi.copy;

import dev.sluice.scsi.command.BlockCdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.task.Activity;
import dev.sluice.scsi.task.ActivityType;
import dev.sluice.scsi.task.CommandHandler;
import dev.sluice.scsi.task.ScsiTask;

/** A read or write of a {@link CloneLane} that has passed all checks: keeps its unit from being closed while blocks are cloned. */
final class CloneHold extends Activity {
    /** In place of READ (16) and WRITE (16). */
    static final CommandHandler COMMAND = new DiskCommand() {
        @Override
        protected void run(ScsiTask task) {
            long blocks = BlockCdb.SIXTEEN.blocks(task.cdb());
            if (inRange(task, BlockCdb.SIXTEEN.lba(task.cdb()), blocks)) {
                transferLength(task, blocks << task.unit().blockShift());
                task.begin(TYPE).start();
            }
        }
    };

    private static final ActivityType<CloneHold> TYPE = new ActivityType<>(CloneHold.class, CloneHold::new);

    private CloneHold() {}

    private CloneLane lane() {
        return ((CloneLane.HoldingTask) task().transport()).lane();
    }

    private void start() {
        lane().held(this, task());
    }

    /** Ends the task. */
    void release() {
        if (task().isAbortRequested()) {
            rest();
        } else {
            succeed();
        }
    }

    @Override
    protected void abort() {
        lane().abort();
    }
}
