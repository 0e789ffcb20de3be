package dev.sluice.scsi.optical;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** READ DISC INFORMATION: of a disc that nothing can be added to; MMC-6 6.22. */
final class ReadDiscInformation extends DiskCommand {
    static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("READ DISC INFORMATION", "51 07 00 00 00 00 00 FF FF 00", new ReadDiscInformation())
                    .with(Trait.NEEDS_MEDIUM));

    private static final int DATA_TYPE_MASK = 7;
    private static final int BYTES = 34;

    /** The last session is complete, and the disc is finalized. */
    private static final int COMPLETE_AND_FINALIZED = 0x0E;

    /** URU: the disc may be used without restriction. */
    private static final int UNRESTRICTED = 0x20;

    private ReadDiscInformation() {}

    @Override
    protected void run(ScsiTask task) {
        if ((Cdb.u8(task.cdb(), 1) & DATA_TYPE_MASK) != 0) {
            fail(task, SenseData.invalidFieldInCdb(1, 2));
            return;
        }
        PageBytes data = new PageBytes()
                .u16(BYTES - 2)
                .u8(COMPLETE_AND_FINALIZED)
                .u8(1) // first track
                .u8(1) // sessions
                .u8(1) // first track of the last session
                .u8(1) // last track of the last session
                .u8(UNRESTRICTED);
        reply(task, data.zeros(BYTES - data.length()), Cdb.u16(task.cdb(), 7));
    }
}
