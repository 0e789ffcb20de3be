package dev.sluice.scsi.optical;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** MECHANISM STATUS: no changer, one slot; MMC-6 6.10. */
final class MechanismStatus extends DiskCommand {
    static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("MECHANISM STATUS", "BD 00 00 00 00 00 00 00 FF FF 00 00", new MechanismStatus()));

    private MechanismStatus() {}

    @Override
    protected void run(ScsiTask task) {
        reply(task, new PageBytes().zeros(5).u8(1).u16(0), Cdb.u16(task.cdb(), 8));
    }
}
