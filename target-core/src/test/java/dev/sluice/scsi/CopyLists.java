package dev.sluice.scsi;

import dev.sluice.scsi.unit.LogicalUnit;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** Parameter lists of EXTENDED COPY (LID1). */
final class CopyLists {
    private CopyLists() {}

    /** A CSCD descriptor. */
    static byte[] cscd(LogicalUnit unit) {
        return ByteBuffer.allocate(32)
                .put((byte) 0xE4)
                .put(new byte[3])
                .put((byte) 1)
                .put((byte) 3)
                .put((byte) 0)
                .put((byte) unit.names().naaBytes().length)
                .put(unit.names().naaBytes())
                .array();
    }

    /** A segment descriptor, block to block; units by their place in the list. */
    static byte[] blocks(int source, int destination, int count, long from, long to) {
        return ByteBuffer.allocate(28)
                .put((byte) 2)
                .put((byte) 0)
                .putShort((short) 24)
                .putShort((short) source)
                .putShort((short) destination)
                .putShort((short) 0)
                .putShort((short) count)
                .putLong(from)
                .putLong(to)
                .array();
    }

    static byte[] list(int listId, LogicalUnit first, LogicalUnit second, byte[]... segments) {
        int length = Arrays.stream(segments).mapToInt(segment -> segment.length).sum();
        ByteBuffer list = ByteBuffer.allocate(16 + 64 + length)
                .put((byte) listId)
                .put((byte) 0)
                .putShort((short) 64)
                .putInt(0)
                .putInt(length)
                .putInt(0)
                .put(cscd(first))
                .put(cscd(second));
        for (byte[] segment : segments) {
            list.put(segment);
        }
        return list.array();
    }

    static byte[] cdb(int length) {
        return HexFormat.ofDelimiter(" ")
                .parseHex("83 00 00 00 00 00 00 00 00 00 00 00 %02X %02X 00 00".formatted(length >> 8, length & 0xFF));
    }
}
