package dev.sluice.scsi.page;

import dev.sluice.scsi.LogicalUnit;
import dev.sluice.scsi.UnitState;

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
    public byte[] values(LogicalUnit unit, UnitState state) {
        return new PageBytes()
                .u8(code())
                .u8(LENGTH)
                .u8(state.writeCache() ? WCE : 0)
                .zeros(LENGTH - 1)
                .toArray();
    }

    @Override
    public byte[] changeable(LogicalUnit unit) {
        return new PageBytes().u8(code()).u8(LENGTH).u8(WCE).zeros(LENGTH - 1).toArray();
    }

    @Override
    public UnitState select(UnitState state, byte[] page) {
        return state.withModes((page[WCE_BYTE] & WCE) != 0, state.softwareWriteProtect(), state.descriptorSense());
    }
}
