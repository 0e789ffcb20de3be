package dev.sluice.scsi.page;

import dev.sluice.scsi.unit.UnitNexus;

/** Extended INQUIRY data; SPC-4 7.8.8. */
public final class ExtendedInquiryPage implements VpdPage {
    private static final int PAGE_LENGTH = 0x3C;

    /** HEADSUP, ORDSUP and SIMPSUP. */
    private static final int ALL_ATTRIBUTES = 0x07;

    /** V_SUP: there may be a volatile cache. */
    private static final int VOLATILE_CACHE = 0x01;

    /** LUICLR: a unit attention for one nexus is not cleared by another's command. */
    private static final int ATTENTIONS_BY_NEXUS = 0x01;

    @Override
    public int code() {
        return 0x86;
    }

    @Override
    public void write(UnitNexus at, PageBytes out) {
        out.u8(at.unit().settings().protection().inquiryByte())
                .u8(ALL_ATTRIBUTES)
                .u8(VOLATILE_CACHE)
                .u8(ATTENTIONS_BY_NEXUS)
                .zeros(PAGE_LENGTH - 4);
    }
}
