package dev.sluice.scsi.page;

import dev.sluice.scsi.unit.UnitNexus;

/** Block device characteristics; SBC-3 6.6.3. */
public final class BlockCharacteristicsPage implements VpdPage {
    private static final int PAGE_LENGTH = 0x3C;
    private static final int RATE_NOT_REPORTED = 0;
    private static final int NON_ROTATING = 1;

    /** WABEREQ: after a block erase, reads succeed. */
    private static final int READABLE_AFTER_BLOCK_ERASE = 0x40;

    @Override
    public int code() {
        return 0xB1;
    }

    @Override
    public void write(UnitNexus at, PageBytes out) {
        out.u16(at.unit().device().rotational() ? RATE_NOT_REPORTED : NON_ROTATING)
                .u8(0)
                .u8(READABLE_AFTER_BLOCK_ERASE)
                .zeros(PAGE_LENGTH - 4);
    }
}
