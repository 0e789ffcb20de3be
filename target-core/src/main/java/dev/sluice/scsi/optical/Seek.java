package dev.sluice.scsi.optical;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** SEEK (10): nothing moves here, so it is a check of the address; MMC-6 6.36. */
final class Seek extends DiskCommand {
    static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("SEEK (10)", "2B 00 FF FF FF FF 00 00 00 00", new Seek())
                    .with(Trait.NEEDS_MEDIUM));

    private Seek() {}

    @Override
    protected void run(ScsiTask task) {
        if (inRange(task, Cdb.u32(task.cdb(), 2), 1)) {
            succeed(task);
        }
    }
}
