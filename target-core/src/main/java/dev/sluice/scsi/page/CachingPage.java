package dev.sluice.scsi.page;

import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.UnitModes;

/** Caching; SBC-3 6.5.6. */
public final class CachingPage implements ModePage {
    private static final int LENGTH = 0x12;
    private static final int WCE_BYTE = 2;

    /** Write cache enable. */
    private static final int WCE = 0x04;

    @Override
    public int code() {
        return 0x08;
    }

    @Override
    public byte[] values(LogicalUnit unit, UnitModes modes) {
        return page(modes.writeCache() ? WCE : 0);
    }

    @Override
    public byte[] changeable(LogicalUnit unit) {
        return page(WCE);
    }

    private byte[] page(int flags) {
        return ModePage.page(code(), LENGTH).u8(flags).zeros(LENGTH - 1).toArray();
    }

    @Override
    public UnitModes select(UnitModes modes, byte[] page) {
        return modes.withWriteCache((page[WCE_BYTE] & WCE) != 0);
    }
}
