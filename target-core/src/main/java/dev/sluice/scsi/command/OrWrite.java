package dev.sluice.scsi.command;

import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.AtomicTransfer;
import java.util.List;

/**
 * ORWRITE (16): sets bits on the medium; SBC-3 5.10. No bit is lost whatever else is written, but between two
 * {@linkplain AtomicTransfer#STEP_BYTES steps} of a long one others may write.
 */
public final class OrWrite extends TransferCommand {
    public static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("ORWRITE (16)", "8B 1A FF FF FF FF FF FF FF FF FF FF FF FF 1F 00", new OrWrite())
                    .with(Trait.NEEDS_MEDIUM)
                    .with(Trait.WRITES));

    private OrWrite() {
        super(BlockCdb.SIXTEEN);
    }

    @Override
    void transfer(ScsiTask task, long offset, long length) {
        task.begin(AtomicTransfer.TYPE).start(offset, length, AtomicTransfer.Mode.OR, forcesUnitAccess(task));
    }
}
