package dev.sluice.scsi.optical;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** READ TOC/PMA/ATIP: a disc of one session with one data track; MMC-6 6.26. */
final class ReadToc extends DiskCommand {
    static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("READ TOC/PMA/ATIP", "43 02 0F 00 00 00 FF FF FF C0", new ReadToc())
                    .with(Trait.NEEDS_MEDIUM));

    private static final int MSF_BIT = 1;
    private static final int TOC = 0;
    private static final int SESSIONS = 1;
    private static final int FULL_TOC = 2;

    /** A data track that may be copied, told in the Q sub-channel's mode 1. */
    private static final int DATA_TRACK = 0x14;

    private static final int TRACK = 1;
    private static final int LEAD_OUT = 0xAA;
    private static final int POINT_FIRST_TRACK = 0xA0;
    private static final int POINT_LAST_TRACK = 0xA1;
    private static final int POINT_LEAD_OUT = 0xA2;

    private ReadToc() {}

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        int format = Cdb.u8(cdb, 2) & 0x0F;
        // SFF-8020i had the format in the control byte, and initiators that have it there are still about.
        int asked = format == 0 ? Cdb.u8(cdb, 9) >>> 6 : format;
        int track = Cdb.u8(cdb, 6);
        boolean inTime = Cdb.bit(cdb, 1, MSF_BIT);
        long end = task.unitState().blocks();
        PageBytes data = new PageBytes().u16(0).u8(TRACK).u8(TRACK);
        if (asked > FULL_TOC) {
            fail(task, SenseData.invalidFieldInCdb(2, 3));
            return;
        }
        if (asked == TOC && track > TRACK && track != LEAD_OUT) {
            fail(task, SenseData.invalidFieldInCdb(6, 7));
            return;
        }
        switch (asked) {
            case TOC -> {
                if (track <= TRACK) {
                    track(data, TRACK, 0, inTime);
                }
                track(data, LEAD_OUT, end, inTime);
            }
            case SESSIONS -> track(data, TRACK, 0, inTime);
            default -> {
                point(data, POINT_FIRST_TRACK).u8(0).u8(TRACK).u16(0);
                point(data, POINT_LAST_TRACK).u8(0).u8(TRACK).u16(0);
                Disc.address(point(data, POINT_LEAD_OUT), end, true);
                Disc.address(point(data, TRACK), 0, true);
            }
        }
        data.set16(0, data.length() - 2);
        reply(task, data, Cdb.u16(cdb, 7));
    }

    private static void track(PageBytes out, int number, long block, boolean inTime) {
        out.u8(0).u8(DATA_TRACK).u8(number).u8(0);
        Disc.address(out, block, inTime);
    }

    /** All of an entry of the full table but its last four bytes. */
    private static PageBytes point(PageBytes out, int point) {
        return out.u8(1).u8(DATA_TRACK).u8(0).u8(point).zeros(3);
    }
}
