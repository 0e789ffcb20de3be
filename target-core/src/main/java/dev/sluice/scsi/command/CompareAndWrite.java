package dev.sluice.scsi.command;

import dev.sluice.scsi.page.BlockLimits;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.AtomicTransfer;
import java.util.List;

/** COMPARE AND WRITE: blocks are written if others, which come before them in the data, are there now; SBC-3 5.2. */
public final class CompareAndWrite extends TransferCommand {
    public static final List<CommandSpec> SPECS = List.of(CommandSpec.of(
                    "COMPARE AND WRITE", "89 1A FF FF FF FF FF FF FF FF 00 00 00 FF 1F 00", new CompareAndWrite())
            .with(Trait.NEEDS_MEDIUM)
            .with(Trait.WRITES));

    /** NUMBER OF LOGICAL BLOCKS; the three bytes before it are reserved. */
    private static final int BLOCKS_BYTE = 13;

    private CompareAndWrite() {
        super(BlockCdb.SIXTEEN);
    }

    @Override
    void transfer(ScsiTask task, long offset, long length) {
        if (length
                > BlockLimits.maxCompareAndWriteBlocks(task.unit())
                        << task.unit().blockShift()) {
            fail(task, SenseData.invalidFieldInCdb(BLOCKS_BYTE, 7));
        } else if (length == 0) {
            succeed(task);
        } else if (takesExactly(task, 2 * length)) {
            task.begin(AtomicTransfer.TYPE)
                    .start(offset, length, AtomicTransfer.Mode.COMPARE_AND_WRITE, forcesUnitAccess(task));
        }
    }
}
