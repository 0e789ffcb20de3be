package dev.sluice.scsi.copy;

import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.page.VpdPage;
import dev.sluice.scsi.unit.UnitNexus;

/** Third-party copy: what the copy manager can do; SPC-4 7.8.18. */
public final class ThirdPartyCopyPage implements VpdPage {
    private static final int BLOCK_DEVICE_ROD_TOKEN_LIMITS = 0x0000;
    private static final int SUPPORTED_COMMANDS = 0x0001;
    private static final int PARAMETER_DATA = 0x0004;
    private static final int SUPPORTED_DESCRIPTORS = 0x0008;
    private static final int SUPPORTED_CSCD_IDS = 0x000C;
    private static final int ROD_TOKEN_FEATURES = 0x0106;
    private static final int SUPPORTED_ROD_TYPES = 0x0108;
    private static final int GENERAL_COPY_OPERATIONS = 0x8001;

    private static final int ROD_TYPE_BYTES = 64;
    private static final int BLOCK_ROD_BYTES = 48;
    private static final int TOKEN_IN = 0x02;
    private static final int TOKEN_OUT = 0x01;

    private static final int THIS_UNIT = 0xFFFF;

    @Override
    public int code() {
        return 0x8F;
    }

    @Override
    public void write(UnitNexus at, PageBytes out) {
        int shift = at.unit().blockShift();
        descriptor(
                out,
                BLOCK_DEVICE_ROD_TOKEN_LIMITS,
                new PageBytes()
                        .zeros(6)
                        .u16(CopyLimits.MAX_RANGE_DESCRIPTORS)
                        .u32(CopyLimits.MAX_TIMEOUT_SECONDS)
                        .u32(CopyLimits.DEFAULT_TIMEOUT_SECONDS)
                        .u64(CopyLimits.MAX_TOKEN_BYTES >>> shift)
                        .u64(CopyLimits.OPTIMAL_TOKEN_BYTES >>> shift));
        descriptor(
                out,
                SUPPORTED_COMMANDS,
                new PageBytes()
                        .u8(7 + 7)
                        .u8(0x83)
                        .u8(5)
                        .u8(0x00)
                        .u8(0x01)
                        .u8(0x10)
                        .u8(0x11)
                        .u8(0x1C)
                        .u8(0x84)
                        .u8(5)
                        .u8(0x00)
                        .u8(0x03)
                        .u8(0x04)
                        .u8(0x05)
                        .u8(0x07));
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
        descriptor(out, ROD_TOKEN_FEATURES, rodTokenFeatures());
        descriptor(
                out,
                SUPPORTED_ROD_TYPES,
                new PageBytes()
                        .u16(0)
                        .u16(2 * ROD_TYPE_BYTES)
                        .u32(TokenBytes.CHANGE_VULNERABLE)
                        .u8(TOKEN_IN | TOKEN_OUT)
                        .zeros(ROD_TYPE_BYTES - 5)
                        .u32(TokenBytes.ZEROES)
                        .u8(TOKEN_IN)
                        .zeros(ROD_TYPE_BYTES - 5));
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

    /** Tokens of other targets are not known here, and a token lasts as long as it is used. SPC-4 7.8.18.9, SBC-3 6.6.7.4. */
    private static PageBytes rodTokenFeatures() {
        return new PageBytes()
                .u8(0)
                .zeros(11)
                .u32(1)
                .u32(0xFFFFFFFFL)
                .u32(CopyLimits.MAX_TIMEOUT_SECONDS)
                .zeros(18)
                .u16(BLOCK_ROD_BYTES)
                .u16(0)
                .u16(BLOCK_ROD_BYTES - 4)
                .u16(0)
                .u16(0)
                .u64(CopyLimits.MAX_TOKEN_BYTES)
                .u64(CopyLimits.OPTIMAL_TOKEN_BYTES)
                .u64(CopyLimits.MAX_TOKEN_BYTES)
                .u64(CopyLimits.OPTIMAL_TOKEN_BYTES)
                .zeros(8);
    }

    /** Its length is a multiple of four. */
    private static void descriptor(PageBytes out, int type, PageBytes value) {
        value.zeros(-value.length() & 3);
        out.u16(type).u16(value.length()).bytes(value.toArray());
    }
}
