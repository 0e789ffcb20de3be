package dev.sluice.scsi.optical;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** READ DISC STRUCTURE, of a DVD of one layer without copy protection; MMC-6 6.22. */
final class ReadDvdStructure extends DiskCommand {
    static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("READ DISC STRUCTURE", "AD 0F FF FF FF FF FF FF FF FF 00 00", new ReadDvdStructure())
                    .with(Trait.NEEDS_MEDIUM));

    private static final int MEDIA_TYPE_MASK = 0x0F;
    private static final int PHYSICAL = 0x00;
    private static final int COPYRIGHT = 0x01;
    private static final int LIST = 0xFF;

    private static final int STRUCTURE_BYTES = 2048;
    private static final int COPYRIGHT_BYTES = 4;

    /** A DVD-ROM by version 1 of its specification. */
    private static final int DVD_ROM = 0x01;

    /** 120 mm, and no particular rate. */
    private static final int SIZE_AND_RATE = 0x0F;

    /** One layer with embossed data. */
    private static final int LAYER = 0x01;

    /** The first sector of the data area of a DVD-ROM, counted in physical sectors. */
    private static final int FIRST_SECTOR = 0x30000;

    /** RDS: the structure can be read. */
    private static final int READABLE = 0x40;

    private ReadDvdStructure() {}

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        if ((Cdb.u8(cdb, 1) & MEDIA_TYPE_MASK) != 0) {
            fail(task, SenseData.invalidFieldInCdb(1, 3));
        } else if (!Disc.isDvd(task.unitState())) {
            fail(task, SenseData.INCOMPATIBLE_FORMAT);
        } else if (Cdb.u8(cdb, 6) != 0) {
            fail(task, SenseData.invalidFieldInCdb(6, 7));
        } else {
            PageBytes data = structure(Cdb.u8(cdb, 7), task.unitState().blocks());
            if (data == null) {
                fail(task, SenseData.invalidFieldInCdb(7, 7));
            } else {
                data.set16(0, data.length() - 2);
                reply(task, data, Cdb.u16(cdb, 8));
            }
        }
    }

    private static PageBytes structure(int format, long blocks) {
        PageBytes data = new PageBytes().u32(0);
        return switch (format) {
            case PHYSICAL ->
                data.u8(DVD_ROM)
                        .u8(SIZE_AND_RATE)
                        .u8(LAYER)
                        .u8(0)
                        .u32(FIRST_SECTOR)
                        .u32(FIRST_SECTOR + blocks - 1)
                        .u32(0)
                        .zeros(STRUCTURE_BYTES - 16);
            case COPYRIGHT -> data.zeros(COPYRIGHT_BYTES);
            case LIST ->
                data.u8(PHYSICAL)
                        .u8(READABLE)
                        .u16(STRUCTURE_BYTES + 4)
                        .u8(COPYRIGHT)
                        .u8(READABLE)
                        .u16(COPYRIGHT_BYTES + 4);
            default -> null;
        };
    }
}
