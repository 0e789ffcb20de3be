package dev.sluice.iscsi.pdu;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The digest of headers and data, RFC 7143 13.1: CRC32C, sent with its least significant byte first. One owner at a time. */
public final class Crc32cDigest {
    /** Bytes of a digest. */
    public static final int LENGTH = 4;

    private static final byte[] ZEROES = new byte[4];

    private final CRC32C crc = new CRC32C();

    public Crc32cDigest reset() {
        crc.reset();
        return this;
    }

    /** Adds {@code length} bytes of {@code memory}, whose position and limit it moves. */
    public Crc32cDigest update(ByteBuffer memory, int offset, int length) {
        memory.limit(offset + length).position(offset);
        crc.update(memory);
        return this;
    }

    /** Adds the padding of a data segment: 0 to 3 zero bytes. */
    public Crc32cDigest updatePadding(int length) {
        crc.update(ZEROES, 0, length);
        return this;
    }

    /** The digest as a big-endian read of its four bytes on the wire gives it. */
    public int value() {
        return Integer.reverseBytes((int) crc.getValue());
    }
}
