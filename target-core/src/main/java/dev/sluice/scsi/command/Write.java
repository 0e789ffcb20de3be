package dev.sluice.scsi.command;

import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.WriteTransfer;
import java.util.List;

/** WRITE (6), (10), (12), (16); SBC-3 5.40 to 5.43. */
public final class Write extends TransferCommand {
    public static final List<CommandSpec> SPECS = List.of(
            spec("WRITE (6)", "0A 1F FF FF FF 00", BlockCdb.SIX),
            spec("WRITE (10)", "2A 1A FF FF FF FF 1F FF FF 00", BlockCdb.TEN),
            spec("WRITE (12)", "AA 1A FF FF FF FF FF FF FF FF 1F 00", BlockCdb.TWELVE),
            spec("WRITE (16)", "8A 1A FF FF FF FF FF FF FF FF FF FF FF FF 1F 00", BlockCdb.SIXTEEN));

    private Write(BlockCdb layout) {
        super(layout);
    }

    private static CommandSpec spec(String name, String usage, BlockCdb layout) {
        return CommandSpec.of(name, usage, new Write(layout))
                .with(Trait.NEEDS_MEDIUM)
                .with(Trait.WRITES);
    }

    @Override
    void transfer(ScsiTask task, long offset, long length) {
        task.begin(WriteTransfer.TYPE).start(offset, length, WriteTransfer.Mode.WRITE, forcesUnitAccess(task));
    }
}
