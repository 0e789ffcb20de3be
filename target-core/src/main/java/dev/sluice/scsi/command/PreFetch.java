package dev.sluice.scsi.command;

import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** PRE-FETCH (10), (16): there is no cache to fill, which GOOD, unlike CONDITION MET, says; SBC-3 5.11. */
public final class PreFetch extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(
            spec("PRE-FETCH (10)", "34 02 FF FF FF FF 1F FF FF 00", BlockCdb.TEN),
            spec("PRE-FETCH (16)", "90 02 FF FF FF FF FF FF FF FF FF FF FF FF 1F 00", BlockCdb.SIXTEEN));

    private final BlockCdb layout;

    private PreFetch(BlockCdb layout) {
        this.layout = layout;
    }

    private static CommandSpec spec(String name, String usage, BlockCdb layout) {
        return CommandSpec.of(name, usage, new PreFetch(layout)).with(Trait.NEEDS_MEDIUM);
    }

    @Override
    protected void run(ScsiTask task) {
        if (inRange(task, layout.lba(task.cdb()), layout.blocks(task.cdb()))) {
            succeed(task);
        }
    }
}
