package dev.sluice.scsi.optical;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** READ TRACK INFORMATION: of the only track of the only session; MMC-6 6.27. */
final class ReadTrackInformation extends DiskCommand {
    static final List<CommandSpec> SPECS = List.of(
            CommandSpec.of("READ TRACK INFORMATION", "52 03 FF FF FF FF 00 FF FF 00", new ReadTrackInformation())
                    .with(Trait.NEEDS_MEDIUM));

    private static final int ADDRESS_TYPE_MASK = 3;
    private static final int BY_BLOCK = 0;
    private static final int BY_TRACK = 1;
    private static final int BY_SESSION = 2;

    private static final int BYTES = 48;

    /** TRACK MODE: recorded in one go, data. */
    private static final int DATA_TRACK = 0x04;

    /** DATA MODE: blocks of mode 1, or those of a DVD. */
    private static final int MODE_1 = 0x01;

    private ReadTrackInformation() {}

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        int type = Cdb.u8(cdb, 1) & ADDRESS_TYPE_MASK;
        long address = Cdb.u32(cdb, 2);
        long blocks = task.unitState().blocks();
        if (type > BY_SESSION) {
            fail(task, SenseData.invalidFieldInCdb(1, 1));
        } else if (type == BY_BLOCK && address >= blocks) {
            fail(task, SenseData.LBA_OUT_OF_RANGE);
        } else if ((type == BY_TRACK || type == BY_SESSION) && address != 1) {
            fail(task, SenseData.invalidFieldInCdb(2, 7));
        } else {
            PageBytes data = new PageBytes()
                    .u16(BYTES - 2)
                    .u8(1) // track
                    .u8(1) // session
                    .u8(0)
                    .u8(DATA_TRACK)
                    .u8(MODE_1)
                    .u8(0) // neither an address that could be written next, nor one that was last
                    .u32(0) // the first block of the track
                    .zeros(12)
                    .u32(blocks);
            reply(task, data.zeros(BYTES - data.length()), Cdb.u16(cdb, 7));
        }
    }
}
