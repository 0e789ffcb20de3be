package dev.sluice.scsi.protection;

/** The CRC of the LOGICAL BLOCK GUARD field: polynomial 8BB7h, nothing reflected, from 0; SBC-3 4.22.4. */
public final class Crc16 {
    private static final int POLYNOMIAL = 0x8BB7;

    private static final char[] TABLE = new char[256];

    static {
        for (int i = 0; i < 256; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ ((crc & 0x8000) == 0 ? 0 : POLYNOMIAL);
            }
            TABLE[i] = (char) crc;
        }
    }

    private Crc16() {}

    /** The CRC of {@code length} bytes of {@code data}, 0 to FFFFh. */
    public static int of(byte[] data, int offset, int length) {
        int crc = 0;
        for (int i = offset; i < offset + length; i++) {
            crc = (crc << 8 ^ TABLE[(crc >>> 8 ^ data[i]) & 0xFF]) & 0xFFFF;
        }
        return crc;
    }
}
