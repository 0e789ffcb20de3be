package dev.sluice.perf.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A PDU of RFC 7143 11 to be sent, whose lengths may lie. One thread. */
final class FuzzPdu {
    static final int HEADER_BYTES = 48;
    static final int NO_TAG = 0xffffffff;

    static final int NOP_OUT = 0x00;
    static final int SCSI_COMMAND = 0x01;
    static final int TASK_MANAGEMENT = 0x02;
    static final int LOGIN = 0x03;
    static final int TEXT = 0x04;
    static final int DATA_OUT = 0x05;
    static final int LOGOUT = 0x06;
    static final int SNACK = 0x10;

    static final int IMMEDIATE = 0x40;
    static final int FINAL = 0x80;

    private static final byte[] NOTHING = {};

    final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    byte[] ahs = NOTHING;
    byte[] data = NOTHING;
    private boolean spoilt;

    FuzzPdu(int opcode, int flags) {
        header.put(0, (byte) opcode).put(1, (byte) flags);
    }

    FuzzPdu set(int offset, int value) {
        header.putInt(offset, value);
        return this;
    }

    FuzzPdu lun(long lun) {
        header.putLong(8, lun);
        return this;
    }

    FuzzPdu data(byte[] bytes) {
        data = bytes;
        return this;
    }

    /** Writes the lengths that are true. */
    void seal() {
        header.putInt(4, ahs.length / 4 << 24 | data.length);
    }

    /** Lets the data digest be wrong. */
    void spoil() {
        spoilt = true;
    }

    byte[] encode(boolean headerDigest, boolean dataDigest) {
        byte[] padded = Arrays.copyOf(data, data.length + 3 & ~3);
        ByteBuffer wire = ByteBuffer.allocate(HEADER_BYTES + ahs.length + padded.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN);
        wire.put(header.array()).put(ahs);
        if (headerDigest) {
            wire.putInt(crc(wire.array(), wire.position()));
        }
        wire.put(padded);
        if (dataDigest && padded.length > 0) {
            wire.putInt(crc(padded, padded.length) ^ (spoilt ? 1 : 0));
        }
        return Arrays.copyOf(wire.array(), wire.position());
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
