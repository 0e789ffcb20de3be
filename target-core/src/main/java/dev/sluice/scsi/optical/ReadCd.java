package dev.sluice.scsi.optical;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.ComposedRead;
import dev.sluice.scsi.transfer.ReadTransfer;
import java.util.List;

/**
 * READ CD, READ CD MSF: sectors of the data track, or parts of them; MMC-6 6.15 and 6.16. An image has the user data, from which the rest
 * is made as it would be on a disc.
 */
final class ReadCd extends DiskCommand {
    static final List<CommandSpec> SPECS = List.of(
            CommandSpec.of("READ CD", "BE 1E FF FF FF FF FF FF FF FE 07 00", new ReadCd(false))
                    .with(Trait.NEEDS_MEDIUM),
            CommandSpec.of("READ CD MSF", "B9 1E 00 FF FF FF FF FF FF FE 07 00", new ReadCd(true))
                    .with(Trait.NEEDS_MEDIUM));

    private static final int ANY_TYPE = 0;
    private static final int MODE_1 = 2;

    /** C2 ERROR INFORMATION, which feature CD Read says that there is none of. */
    private static final int C2_MASK = 0x06;

    private final boolean inTime;

    private ReadCd(boolean inTime) {
        this.inTime = inTime;
    }

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        if (!inTime) {
            read(task, Cdb.u32(cdb, 2), Cdb.u24(cdb, 6));
            return;
        }
        for (int at = 3; at <= 6; at += 3) {
            if (!Disc.isTime(Cdb.u8(cdb, at + 1), Cdb.u8(cdb, at + 2))) {
                fail(task, SenseData.invalidFieldInCdb(at, 7));
                return;
            }
        }
        long start = Disc.block(Cdb.u8(cdb, 3), Cdb.u8(cdb, 4), Cdb.u8(cdb, 5));
        long end = Disc.block(Cdb.u8(cdb, 6), Cdb.u8(cdb, 7), Cdb.u8(cdb, 8));
        if (end < start) {
            fail(task, SenseData.invalidFieldInCdb(6, 7));
        } else {
            read(task, start, end - start);
        }
    }

    private static void read(ScsiTask task, long lba, long blocks) {
        byte[] cdb = task.cdb();
        int type = Cdb.u8(cdb, 1) >>> 2 & 7;
        int selection = Cdb.u8(cdb, 9);
        SectorParts parts = SectorParts.of(selection);
        if (!inRange(task, lba, blocks)) {
            return;
        }
        if (type != ANY_TYPE && type != MODE_1) {
            fail(task, SenseData.ILLEGAL_MODE_FOR_THIS_TRACK);
        } else if (parts == null || (selection & C2_MASK) != 0) {
            fail(task, SenseData.invalidFieldInCdb(9, 7));
        } else if (Cdb.u8(cdb, 10) != 0) {
            fail(task, SenseData.invalidFieldInCdb(10, 2));
        } else if (parts.length() == 0) {
            succeed(task);
        } else if (parts.areUserData()) {
            int shift = task.unit().blockShift();
            task.begin(ReadTransfer.TYPE).start(lba << shift, blocks << shift);
        } else {
            task.begin(ComposedRead.TYPE).start(lba, blocks, parts);
        }
    }
}
