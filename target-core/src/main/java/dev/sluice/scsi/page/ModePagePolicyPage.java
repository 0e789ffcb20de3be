package dev.sluice.scsi.page;

import dev.sluice.scsi.unit.UnitNexus;

/** Mode page policy: all initiators share every mode page; SPC-4 7.8.11. */
public final class ModePagePolicyPage implements VpdPage {
    private static final int ALL_PAGES = 0x3F;
    private static final int ALL_SUBPAGES = 0xFF;
    private static final int SHARED = 0;

    @Override
    public int code() {
        return 0x87;
    }

    @Override
    public void write(UnitNexus at, PageBytes out) {
        out.u8(ALL_PAGES).u8(ALL_SUBPAGES).u8(SHARED).u8(0);
    }
}
