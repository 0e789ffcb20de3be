package dev.sluice.scsi.copy;

import dev.sluice.scsi.UnitNexus;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.page.VpdPage;

/** Third-party copy: what the copy manager can do; SPC-4 7.8.18. */
public final class ThirdPartyCopyPage implements VpdPage {
    private static final int SUPPORTED_COMMANDS = 0x0001;
    private static final int PARAMETER_DATA = 0x0004;
    private static final int SUPPORTED_DESCRIPTORS = 0x0008;
    private static final int SUPPORTED_CSCD_IDS = 0x000C;
    private static final int GENERAL_COPY_OPERATIONS = 0x8001;

    private static final int THIS_UNIT = 0xFFFF;

    @Override
    public int code() {
        return 0x8F;
    }

    @Override
    public void write(UnitNexus at, PageBytes out) {
        descriptor(
                out,
                SUPPORTED_COMMANDS,
                new PageBytes()
                        .u8(5 + 6)
                        .u8(0x83)
                        .u8(3)
                        .u8(0x00)
                        .u8(0x01)
                        .u8(0x1C)
                        .u8(0x84)
                        .u8(4)
                        .u8(0x00)
                        .u8(0x03)
                        .u8(0x04)
                        .u8(0x05));
        descriptor(
                out,
                PARAMETER_DATA,
                new PageBytes()
                        .u32(0)
                        .u16(CopyLimits.MAX_CSCD_DESCRIPTORS)
                        .u16(CopyLimits.MAX_SEGMENT_DESCRIPTORS)
                        .u32(CopyLimits.MAX_DESCRIPTOR_BYTES)
                        .u32(0)
                        .zeros(12));
        descriptor(
                out,
                SUPPORTED_DESCRIPTORS,
                new PageBytes().u8(3).u8(0x02).u8(0x0A).u8(0xE4));
        descriptor(out, SUPPORTED_CSCD_IDS, new PageBytes().u16(2).u16(THIS_UNIT));
        descriptor(
                out,
                GENERAL_COPY_OPERATIONS,
                new PageBytes()
                        .u32(0)
                        .u32(CopyLimits.MAX_OPERATIONS)
                        .u32(CopyLimits.MAX_SEGMENT_BYTES)
                        .u8(CopyLimits.GRANULARITY_LOG)
                        .u8(0)
                        .zeros(18));
    }

    /** Its length is a multiple of four. */
    private static void descriptor(PageBytes out, int type, PageBytes value) {
        value.zeros(-value.length() & 3);
        out.u16(type).u16(value.length()).bytes(value.toArray());
    }
}
