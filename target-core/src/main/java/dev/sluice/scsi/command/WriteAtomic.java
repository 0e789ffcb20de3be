package dev.sluice.scsi.command;

import dev.sluice.scsi.page.BlockLimits;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.AtomicTransfer;
import java.util.List;

/** WRITE ATOMIC (16): other commands find all of the blocks as before, or all of them as after; SBC-4 5.48. */
public final class WriteAtomic extends TransferCommand {
    public static final List<CommandSpec> SPECS = List.of(
            CommandSpec.of("WRITE ATOMIC (16)", "9C 18 FF FF FF FF FF FF FF FF 00 00 FF FF 1F 00", new WriteAtomic())
                    .with(Trait.NEEDS_MEDIUM)
                    .with(Trait.WRITES));

    private WriteAtomic() {
        super(BlockCdb.ATOMIC);
    }

    @Override
    void transfer(ScsiTask task, long offset, long length) {
        if (length > BlockLimits.MAX_ATOMIC_BYTES) {
            fail(task, SenseData.invalidFieldInCdb(BlockCdb.ATOMIC.lengthByte(), 7));
        } else if (length == 0) {
            succeed(task);
        } else if (takesExactly(task, length)) {
            task.begin(AtomicTransfer.TYPE).start(offset, length, AtomicTransfer.Mode.WRITE, forcesUnitAccess(task));
        }
    }
}
