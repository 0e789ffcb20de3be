package dev.sluice.scsi.page;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.UnitModes;
import dev.sluice.scsi.unit.UnitModes.Threshold;

/** Logical Block Provisioning, a mode page of thin disks whose device tells its space: two thresholds, one of each resource; SBC-3 6.5.9. */
public final class ThresholdsPage implements ModePage {
    private static final int LENGTH = 0x1C;

    private static final int SITUA_BYTE = 4;

    /** Single initiator threshold unit attention. */
    private static final int SITUA = 0x01;

    private static final int AVAILABLE_BYTE = 16;
    private static final int USED_BYTE = 24;
    private static final int COUNT_OFFSET = 4;
    private static final int ENABLED = 0x80;

    private static final int ARMED_DECREASING = 0x01;
    private static final int ARMED_INCREASING = 0x02;
    private static final int AVAILABLE_RESOURCES = 0x01;
    private static final int USED_RESOURCES = 0x02;
    private static final long ALL_COUNTS = 0xFFFF_FFFFL;

    @Override
    public int code() {
        return 0x1C;
    }

    @Override
    public int subpage() {
        return 0x02;
    }

    @Override
    public boolean isOfferedBy(LogicalUnit unit) {
        return unit.hasSpaceThresholds();
    }

    @Override
    public byte[] values(LogicalUnit unit, UnitModes modes) {
        Threshold available = modes.availableThreshold();
        Threshold used = modes.usedThreshold();
        return ModePage.subpage(code(), subpage(), LENGTH)
                .u8(modes.oneInitiatorHears() ? SITUA : 0)
                .zeros(11)
                .u8((available.enabled() ? ENABLED : 0) | ARMED_DECREASING)
                .u8(AVAILABLE_RESOURCES)
                .u16(0)
                .u32(available.count())
                .u8((used.enabled() ? ENABLED : 0) | ARMED_INCREASING)
                .u8(USED_RESOURCES)
                .u16(0)
                .u32(used.count())
                .toArray();
    }

    @Override
    public byte[] changeable(LogicalUnit unit) {
        return ModePage.subpage(code(), subpage(), LENGTH)
                .u8(SITUA)
                .zeros(11)
                .u32((long) ENABLED << 24)
                .u32(ALL_COUNTS)
                .u32((long) ENABLED << 24)
                .u32(ALL_COUNTS)
                .toArray();
    }

    @Override
    public UnitModes select(UnitModes modes, byte[] page) {
        return modes.withThresholds(
                threshold(page, AVAILABLE_BYTE), threshold(page, USED_BYTE), (page[SITUA_BYTE] & SITUA) != 0);
    }

    private static Threshold threshold(byte[] page, int at) {
        return new Threshold((page[at] & ENABLED) != 0, Cdb.u32(page, at + COUNT_OFFSET));
    }
}
