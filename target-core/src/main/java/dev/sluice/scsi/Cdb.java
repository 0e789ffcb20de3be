package dev.sluice.scsi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the big-endian fields of command descriptor blocks and parameter lists in place. */
public final class Cdb {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Cdb() {}

    public static int u8(byte[] bytes, int offset) {
        return bytes[offset] & 0xFF;
    }

    public static int u16(byte[] bytes, int offset) {
        return (short) SHORT.get(bytes, offset) & 0xFFFF;
    }

    public static int u24(byte[] bytes, int offset) {
        return u8(bytes, offset) << 16 | u16(bytes, offset + 1);
    }

    public static long u32(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset) & 0xFFFFFFFFL;
    }

    /** All 64 bits: negative from 2^63 on. */
    public static long u64(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    /** Returns true if the bit (7 to 0) of the byte is set. */
    public static boolean bit(byte[] bytes, int offset, int bit) {
        return (bytes[offset] >>> bit & 1) != 0;
    }
}
