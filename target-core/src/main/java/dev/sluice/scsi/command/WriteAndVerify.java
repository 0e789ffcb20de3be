package dev.sluice.scsi.command;

import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.WriteTransfer;
import java.util.List;

/** WRITE AND VERIFY (10), (12), (16): what is on the medium is read back, and compared with BYTCHK; SBC-3 5.45. */
public final class WriteAndVerify extends TransferCommand {
    public static final List<CommandSpec> SPECS = List.of(
            spec("WRITE AND VERIFY (10)", "2E 16 FF FF FF FF 1F FF FF 00", BlockCdb.TEN),
            spec("WRITE AND VERIFY (12)", "AE 16 FF FF FF FF FF FF FF FF 1F 00", BlockCdb.TWELVE),
            spec("WRITE AND VERIFY (16)", "8E 16 FF FF FF FF FF FF FF FF FF FF FF FF 1F 00", BlockCdb.SIXTEEN));

    private WriteAndVerify(BlockCdb layout) {
        super(layout);
    }

    private static CommandSpec spec(String name, String usage, BlockCdb layout) {
        return CommandSpec.of(name, usage, new WriteAndVerify(layout))
                .with(Trait.NEEDS_MEDIUM)
                .with(Trait.WRITES);
    }

    @Override
    void transfer(ScsiTask task, long offset, long length) {
        WriteTransfer.Mode mode;
        switch (byteCheck(task)) {
            case 0 -> mode = WriteTransfer.Mode.WRITE_AND_READ;
            case 1 -> mode = WriteTransfer.Mode.WRITE_AND_COMPARE;
            default -> {
                fail(task, SenseData.invalidFieldInCdb(1, 2));
                return;
            }
        }
        task.begin(WriteTransfer.TYPE).start(offset, length, mode, true);
    }
}
