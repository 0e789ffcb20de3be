package dev.sluice.scsi.command;

import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.ScanTransfer;
import dev.sluice.scsi.transfer.WriteTransfer;
import java.util.List;

/** VERIFY (10), (12), (16): the medium alone, against data, or against one block for all; SBC-3 5.33 to 5.35. */
public final class Verify extends TransferCommand {
    public static final List<CommandSpec> SPECS = List.of(
            spec("VERIFY (10)", "2F 16 FF FF FF FF 1F FF FF 00", BlockCdb.TEN),
            spec("VERIFY (12)", "AF 16 FF FF FF FF FF FF FF FF 1F 00", BlockCdb.TWELVE),
            spec("VERIFY (16)", "8F 16 FF FF FF FF FF FF FF FF FF FF FF FF 1F 00", BlockCdb.SIXTEEN));

    private Verify(BlockCdb layout) {
        super(layout);
    }

    private static CommandSpec spec(String name, String usage, BlockCdb layout) {
        return CommandSpec.of(name, usage, new Verify(layout)).with(Trait.NEEDS_MEDIUM);
    }

    @Override
    void transfer(ScsiTask task, long offset, long length) {
        if (byteCheck(task) == 2) {
            fail(task, SenseData.invalidFieldInCdb(1, 2));
        } else if (length == 0) {
            succeed(task);
        } else {
            switch (byteCheck(task)) {
                case 0 -> task.begin(ScanTransfer.TYPE).start(offset, length, null, 0);
                case 1 -> task.begin(WriteTransfer.TYPE).start(offset, length, WriteTransfer.Mode.COMPARE, false);
                default ->
                    receive(task, task.unit().blockSize(), (same, block, bytes) -> same.begin(ScanTransfer.TYPE)
                            .start(offset, length, block, bytes));
            }
        }
    }
}
