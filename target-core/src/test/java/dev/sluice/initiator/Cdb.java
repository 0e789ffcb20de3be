package dev.sluice.initiator;

import java.nio.ByteBuffer;

/** Command descriptor blocks that tests need (SPC-4, SBC-3). */
public final class Cdb {
    private Cdb() {}

    public static byte[] testUnitReady() {
        return new byte[6];
    }

    public static byte[] requestSense(int length) {
        return cdb(6, 0x03).put(4, (byte) length).array();
    }

    public static byte[] inquiry(int length) {
        return cdb(6, 0x12).putShort(3, (short) length).array();
    }

    public static byte[] inquiry(int page, int length) {
        return cdb(6, 0x12)
                .put(1, (byte) 1)
                .put(2, (byte) page)
                .putShort(3, (short) length)
                .array();
    }

    public static byte[] reportLuns(int length) {
        return cdb(12, 0xa0).putInt(6, length).array();
    }

    public static byte[] readCapacity10() {
        return cdb(10, 0x25).array();
    }

    public static byte[] readCapacity16(int length) {
        return cdb(16, 0x9e).put(1, (byte) 0x10).putInt(10, length).array();
    }

    public static byte[] read10(long lba, int blocks) {
        return tenByte(0x28, 0, lba, blocks);
    }

    public static byte[] read16(long lba, int blocks) {
        return sixteenByte(0x88, 0, lba, blocks);
    }

    public static byte[] write10(long lba, int blocks) {
        return tenByte(0x2a, 0, lba, blocks);
    }

    public static byte[] write16(long lba, int blocks) {
        return sixteenByte(0x8a, 0, lba, blocks);
    }

    public static byte[] write16Fua(long lba, int blocks) {
        return sixteenByte(0x8a, 0x08, lba, blocks);
    }

    public static byte[] synchronizeCache10() {
        return cdb(10, 0x35).array();
    }

    public static byte[] synchronizeCache16() {
        return cdb(16, 0x91).array();
    }

    /** WRITE SAME(16) of one block of data, or with {@code unmap} its UNMAP bit. */
    public static byte[] writeSame16(long lba, int blocks, boolean unmap) {
        return sixteenByte(0x93, unmap ? 0x08 : 0, lba, blocks);
    }

    public static byte[] unmap(int parameterLength) {
        return cdb(10, 0x42).putShort(7, (short) parameterLength).array();
    }

    /** The parameter list of an UNMAP of one range (SBC-3 5.28.2). */
    public static byte[] unmapList(long lba, int blocks) {
        return ByteBuffer.allocate(24)
                .putShort(0, (short) 22)
                .putShort(2, (short) 16)
                .putLong(8, lba)
                .putInt(16, blocks)
                .array();
    }

    private static byte[] tenByte(int opcode, int flags, long lba, int blocks) {
        return cdb(10, opcode)
                .put(1, (byte) flags)
                .putInt(2, (int) lba)
                .putShort(7, (short) blocks)
                .array();
    }

    private static byte[] sixteenByte(int opcode, int flags, long lba, int blocks) {
        return cdb(16, opcode)
                .put(1, (byte) flags)
                .putLong(2, lba)
                .putInt(10, blocks)
                .array();
    }

    private static ByteBuffer cdb(int length, int opcode) {
        return ByteBuffer.allocate(length).put(0, (byte) opcode);
    }
}
