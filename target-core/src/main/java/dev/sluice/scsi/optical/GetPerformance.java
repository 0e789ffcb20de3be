package dev.sluice.scsi.optical;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** GET PERFORMANCE: one rate from the first block to the last, without exceptions; MMC-6 6.8. */
final class GetPerformance extends DiskCommand {
    static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("GET PERFORMANCE", "AC 1F FF FF FF FF 00 00 FF FF FF 00", new GetPerformance())
                    .with(Trait.NEEDS_MEDIUM));

    private static final int PERFORMANCE = 0;
    private static final int WRITE_BIT = 2;
    private static final int EXCEPT_MASK = 3;
    private static final int NOMINAL = 0;
    private static final int EXCEPT = 0x01;

    private GetPerformance() {}

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        int exceptions = Cdb.u8(cdb, 1) & EXCEPT_MASK;
        long start = Cdb.u32(cdb, 2);
        if (Cdb.u8(cdb, 10) != PERFORMANCE) {
            fail(task, SenseData.invalidFieldInCdb(10, 7));
        } else if (Cdb.bit(cdb, 1, WRITE_BIT)) {
            fail(task, SenseData.invalidFieldInCdb(1, WRITE_BIT));
        } else if (inRange(task, start, 1)) {
            long blocks = task.unitState().blocks();
            int rate = Disc.isDvd(task.unitState()) ? Disc.DVD_RATE : Disc.CD_RATE;
            PageBytes data = new PageBytes()
                    .u32(0)
                    .u8(exceptions == NOMINAL ? 0 : EXCEPT)
                    .zeros(3);
            if (exceptions == NOMINAL && Cdb.u16(cdb, 8) > 0) {
                data.u32(start).u32(rate).u32(blocks - 1).u32(rate);
            }
            data.set32(0, data.length() - 4);
            reply(task, data, data.length());
        }
    }
}
