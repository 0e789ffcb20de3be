package dev.sluice.scsi.page;

import dev.sluice.scsi.LogicalUnit;
import dev.sluice.scsi.UnitState;

/** Informational exceptions control: there are none to report; SPC-4 7.5.12. */
public final class InformationalExceptionsPage implements ModePage {
    private static final int LENGTH = 0x0A;

    /** Informational exceptions are disabled. */
    private static final int DEXCPT = 0x08;

    @Override
    public int code() {
        return 0x1C;
    }

    @Override
    public byte[] values(LogicalUnit unit, UnitState state) {
        return new PageBytes()
                .u8(code())
                .u8(LENGTH)
                .u8(DEXCPT)
                .zeros(LENGTH - 1)
                .toArray();
    }

    @Override
    public byte[] changeable(LogicalUnit unit) {
        return new PageBytes().u8(code()).u8(LENGTH).zeros(LENGTH).toArray();
    }

    @Override
    public UnitState select(UnitState state, byte[] page) {
        return state;
    }
}
