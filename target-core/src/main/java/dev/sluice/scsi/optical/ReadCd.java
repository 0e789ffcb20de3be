package dev.sluice.scsi.optical;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.CommandSpec;
import dev.sluice.scsi.CommandSpec.Trait;
import dev.sluice.scsi.ScsiTask;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.transfer.ReadTransfer;
import java.util.List;

/** READ CD: the user data of the data track, which is all that an image has; MMC-6 6.15. */
final class ReadCd extends DiskCommand {
    static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("READ CD", "BE 1E FF FF FF FF FF FF FF FE 07 00", new ReadCd())
                    .with(Trait.NEEDS_MEDIUM));

    private static final int ANY_TYPE = 0;
    private static final int MODE_1 = 2;
    private static final int USER_DATA = 0x10;

    private ReadCd() {}

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        int type = Cdb.u8(cdb, 1) >>> 2 & 7;
        long lba = Cdb.u32(cdb, 2);
        long blocks = Cdb.u24(cdb, 6);
        int selection = Cdb.u8(cdb, 9);
        if (!inRange(task, lba, blocks)) {
            return;
        }
        if (type != ANY_TYPE && type != MODE_1) {
            fail(task, SenseData.ILLEGAL_MODE_FOR_THIS_TRACK);
        } else if (selection != USER_DATA && selection != 0) {
            fail(task, SenseData.invalidFieldInCdb(9, 7));
        } else if (Cdb.u8(cdb, 10) != 0) {
            fail(task, SenseData.invalidFieldInCdb(10, 2));
        } else if (selection == 0) {
            succeed(task);
        } else {
            int shift = task.unit().blockShift();
            begin(task, ReadTransfer.TYPE).start(lba << shift, blocks << shift);
        }
    }
}
