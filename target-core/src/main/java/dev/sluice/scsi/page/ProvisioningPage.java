package dev.sluice.scsi.page;

import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.SpaceThresholds;
import dev.sluice.scsi.unit.UnitNexus;

/** Logical block provisioning; SBC-3 6.6.5. */
public final class ProvisioningPage implements VpdPage {
    /** UNMAP, WRITE SAME (16) and WRITE SAME (10) can unmap. */
    private static final int LBPU_LBPWS_LBPWS10 = 0xE0;

    /** Unmapped blocks read as zeroes. */
    private static final int LBPRZ = 0x04;

    private static final int FULLY_PROVISIONED = 0;
    private static final int THIN = 2;

    @Override
    public int code() {
        return 0xB2;
    }

    @Override
    public void write(UnitNexus at, PageBytes out) {
        LogicalUnit unit = at.unit();
        int thin = LBPU_LBPWS_LBPWS10 | (unit.device().unmapZeroes() ? LBPRZ : 0);
        out.u8(unit.hasSpaceThresholds() ? SpaceThresholds.exponent(unit.blockShift()) : 0)
                .u8(unit.isThin() ? thin : 0)
                .u8(unit.isThin() ? THIN : FULLY_PROVISIONED)
                .u8(0);
    }
}
