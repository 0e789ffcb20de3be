package dev.sluice.iscsi.transport;

import dev.sluice.iscsi.pdu.BasicHeader;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/** Bytes of PDUs as RFC 7143 11.2 puts them on the wire, and memory by its address. */
final class Wire {
    private Wire() {}

    /** A header with its additional segments: lengths are filled in. */
    static byte[] header(int opcode, int flags, int tag, byte[] additional, int dataLength) {
        byte[] header = new byte[BasicHeader.LENGTH + additional.length];
        header[0] = (byte) opcode;
        header[1] = (byte) flags;
        header[4] = (byte) (additional.length / 4);
        header[5] = (byte) (dataLength >> 16);
        header[6] = (byte) (dataLength >> 8);
        header[7] = (byte) dataLength;
        header[16] = (byte) (tag >> 24);
        header[17] = (byte) (tag >> 16);
        header[18] = (byte) (tag >> 8);
        header[19] = (byte) tag;
        System.arraycopy(additional, 0, header, BasicHeader.LENGTH, additional.length);
        return header;
    }

    static byte[] pdu(byte[] header, byte[] data, boolean headerDigest, boolean dataDigest) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header);
        if (headerDigest) {
            out.writeBytes(digest(header));
        }
        byte[] padded = java.util.Arrays.copyOf(data, (data.length + 3) / 4 * 4);
        out.writeBytes(padded);
        if (dataDigest && data.length > 0) {
            out.writeBytes(digest(padded));
        }
        return out.toByteArray();
    }

    /** CRC32C, least significant byte first. */
    static byte[] digest(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        long value = crc.getValue();
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    }

    @SuppressWarnings("restricted")
    static MemorySegment memory(long address, long length) {
        return MemorySegment.ofAddress(address).reinterpret(length);
    }
}
