package dev.sluice.scsi.command;

import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/**
 * SYNCHRONIZE CACHE (10), (16); SBC-3 5.26 and 5.27. All of the cache is synchronized, whatever the range, and IMMED is
 * granted by being quick: the status comes when the data is durable.
 */
public final class SynchronizeCache extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(
            spec("SYNCHRONIZE CACHE (10)", "35 06 FF FF FF FF 1F FF FF 00", BlockCdb.TEN),
            spec("SYNCHRONIZE CACHE (16)", "91 06 FF FF FF FF FF FF FF FF FF FF FF FF 1F 00", BlockCdb.SIXTEEN));

    private final BlockCdb layout;

    private SynchronizeCache(BlockCdb layout) {
        this.layout = layout;
    }

    private static CommandSpec spec(String name, String usage, BlockCdb layout) {
        return CommandSpec.of(name, usage, new SynchronizeCache(layout))
                .with(Trait.NEEDS_MEDIUM)
                .with(Trait.NEEDS_RESERVATION);
    }

    @Override
    protected void run(ScsiTask task) {
        if (inRange(task, layout.lba(task.cdb()), layout.blocks(task.cdb()))) {
            flush(task);
        }
    }
}
