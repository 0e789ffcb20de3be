package dev.sluice.scsi.command;

import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.ReadTransfer;
import java.util.List;

/** READ (6), (10), (12), (16); SBC-3 5.15 to 5.18. */
public final class Read extends TransferCommand {
    public static final List<CommandSpec> SPECS = List.of(
            spec("READ (6)", "08 1F FF FF FF 00", BlockCdb.SIX),
            spec("READ (10)", "28 1A FF FF FF FF 1F FF FF 00", BlockCdb.TEN),
            spec("READ (12)", "A8 1A FF FF FF FF FF FF FF FF 1F 00", BlockCdb.TWELVE),
            spec("READ (16)", "88 1A FF FF FF FF FF FF FF FF FF FF FF FF 1F 00", BlockCdb.SIXTEEN));

    /** Those of MMC-6 6.18 and 6.19, of which READ (12) may ask for streaming: there are no retries that it would do without. */
    public static final List<CommandSpec> OPTICAL_SPECS = List.of(
            spec("READ (10)", "28 18 FF FF FF FF 00 FF FF 00", BlockCdb.TEN),
            spec("READ (12)", "A8 18 FF FF FF FF FF FF FF FF 80 00", BlockCdb.TWELVE));

    private Read(BlockCdb layout) {
        super(layout);
    }

    private static CommandSpec spec(String name, String usage, BlockCdb layout) {
        return CommandSpec.of(name, usage, new Read(layout)).with(Trait.NEEDS_MEDIUM);
    }

    @Override
    void transfer(ScsiTask task, long offset, long length) {
        task.begin(ReadTransfer.TYPE).start(offset, length);
    }
}
