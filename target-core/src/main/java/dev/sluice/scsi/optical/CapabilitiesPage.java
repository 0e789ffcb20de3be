package dev.sluice.scsi.optical;

import dev.sluice.scsi.page.ModePage;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.UnitModes;

/** C/DVD capabilities and mechanical status; MMC-3 6.3.11, which later editions have for old initiators. */
final class CapabilitiesPage implements ModePage {
    private static final int LENGTH = 0x14;

    /** Reads CD-R, CD-RW and DVD-ROM. */
    private static final int READS = 0x0B;

    /** Mode 2 of both forms, several sessions. */
    private static final int MODES = 0x70;

    /** A tray that can be locked and ejects. */
    private static final int TRAY = 0x29;

    private static final int LOCKED = 0x02;

    private static final int BUFFER_KIB = 1024;

    @Override
    public int code() {
        return 0x2A;
    }

    @Override
    public byte[] values(LogicalUnit unit, UnitModes modes) {
        return new PageBytes()
                .u8(code())
                .u8(LENGTH)
                .u8(READS)
                .u8(0)
                .u8(MODES)
                .u8(0)
                .u8(TRAY | (unit.medium().isRemovalPrevented() ? LOCKED : 0))
                .u8(0)
                .u16(Disc.CD_RATE)
                .u16(0)
                .u16(BUFFER_KIB)
                .u16(Disc.CD_RATE)
                .zeros(LENGTH + 2 - 16)
                .toArray();
    }

    @Override
    public byte[] changeable(LogicalUnit unit) {
        return new PageBytes().u8(code()).u8(LENGTH).zeros(LENGTH).toArray();
    }

    @Override
    public UnitModes select(UnitModes modes, byte[] page) {
        return modes;
    }
}
