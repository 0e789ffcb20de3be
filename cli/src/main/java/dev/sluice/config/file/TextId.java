package dev.sluice.config.file;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The length and checksum of a text, by which a damaged or other text is recognized. */
record TextId(int length, int check) {
    static final int BYTES = 2 * Integer.BYTES;

    static TextId of(byte[] text) {
        CRC32C crc = new CRC32C();
        crc.update(text);
        return new TextId(text.length, (int) crc.getValue());
    }

    static TextId get(ByteBuffer from) {
        return new TextId(from.getInt(), from.getInt());
    }

    void put(ByteBuffer to) {
        to.putInt(length).putInt(check);
    }
}
