package dev.sluice.initiator;

import java.util.zip.CRC32C;

/** CRC32C as RFC 7143 13.1 puts it on the wire: the least significant byte first. */
final class Digest {
    static final int BYTES = 4;

    private Digest() {}

    static byte[] of(byte[]... parts) {
        CRC32C crc = new CRC32C();
        for (byte[] part : parts) {
            crc.update(part, 0, part.length);
        }
        int value = (int) crc.getValue();
        return new byte[] {(byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)};
    }
}
