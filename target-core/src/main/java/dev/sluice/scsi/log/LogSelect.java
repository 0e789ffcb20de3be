package dev.sluice.scsi.log;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.Waiting;
import dev.sluice.scsi.unit.UnitNexus;
import java.util.List;

/** LOG SELECT: begins to count anew, for no parameter can be given a value; SPC-4 6.8. */
public final class LogSelect extends DiskCommand {
    public static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("LOG SELECT", "4C 02 FF FF 00 00 00 FF FF 00", new LogSelect())
                    .with(Trait.NEEDS_RESERVATION)
                    .with(Trait.RUNS_IN_STANDBY));

    private static final int PCR_BIT = 1;
    private static final int PAGE_CODE_MASK = 0x3F;
    private static final int ALL_PAGES = 0x00;
    private static final int GENERAL_STATISTICS = 0x19;

    private LogSelect() {}

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        int code = Cdb.u8(cdb, 2) & PAGE_CODE_MASK;
        if (Cdb.u16(cdb, 7) != 0) {
            fail(task, SenseData.invalidFieldInCdb(7, 7));
        } else if (code != ALL_PAGES && code != GENERAL_STATISTICS) {
            fail(task, SenseData.invalidFieldInCdb(2, 5));
        } else if (Cdb.u8(cdb, 3) != 0) {
            fail(task, SenseData.invalidFieldInCdb(3, 7));
        } else if (Cdb.bit(cdb, 1, PCR_BIT)) {
            UnitNexus by = task.unitNexus();
            task.begin(Waiting.TYPE).start(task.unit().resetStatistics().thenApply(ignored -> {
                by.unit().establish(AdditionalSense.LOG_PARAMETERS_CHANGED, by);
                return null;
            }));
        } else {
            succeed(task);
        }
    }
}
