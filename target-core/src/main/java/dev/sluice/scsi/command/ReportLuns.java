package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** REPORT LUNS; SPC-4 6.33. */
public final class ReportLuns extends DiskCommand {
    public static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("REPORT LUNS", "A0 00 FF 00 00 00 FF FF FF FF 00 00", new ReportLuns())
                    .with(Trait.ATTENTION_EXEMPT)
                    .with(Trait.IGNORES_RESERVATIONS)
                    .with(Trait.RUNS_DURING_OPERATIONS));

    private static final int WELL_KNOWN_UNITS = 1;
    private static final int ALL_UNITS = 2;

    private ReportLuns() {}

    @Override
    protected void run(ScsiTask task) {
        long allocation = Cdb.u32(task.cdb(), 6);
        int select = Cdb.u8(task.cdb(), 2);
        if (select > ALL_UNITS) {
            fail(task, SenseData.invalidFieldInCdb(2, 7));
        } else {
            PageBytes data = new PageBytes().u64(0);
            if (select != WELL_KNOWN_UNITS) {
                task.nexus().forEachUnit(at -> data.u64(at.lun()));
            }
            data.set32(0, data.length() - 8);
            task.nexus().clearLunsChanged();
            reply(task, data, allocation);
        }
    }
}
