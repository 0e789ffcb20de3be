package dev.sluice.perf.peer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A PDU of RFC 7143 11 to be sent, whose lengths may lie. One thread. */
public final class Pdu {
    public static final int HEADER_BYTES = 48;
    public static final int NO_TAG = 0xffffffff;

    public static final int NOP_OUT = 0x00;
    public static final int SCSI_COMMAND = 0x01;
    public static final int TASK_MANAGEMENT = 0x02;
    public static final int LOGIN = 0x03;
    public static final int TEXT = 0x04;
    public static final int DATA_OUT = 0x05;
    public static final int LOGOUT = 0x06;
    public static final int SNACK = 0x10;
    static final int NOP_IN = 0x20;
    static final int SCSI_RESPONSE = 0x21;
    public static final int LOGIN_RESPONSE = 0x23;
    static final int TEXT_RESPONSE = 0x24;
    static final int DATA_IN = 0x25;
    static final int LOGOUT_RESPONSE = 0x26;
    static final int READY_TO_TRANSFER = 0x31;

    public static final int IMMEDIATE = 0x40;
    public static final int FINAL = 0x80;

    private static final byte[] NOTHING = {};

    public final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    public byte[] ahs = NOTHING;
    public byte[] data = NOTHING;
    private boolean spoilt;

    /** @param flags the second byte */
    public Pdu(int opcode, int flags) {
        header.put(0, (byte) opcode).put(1, (byte) flags);
    }

    /** Four bytes of the header. */
    public Pdu set(int offset, int value) {
        header.putInt(offset, value);
        return this;
    }

    /** The LUN field. */
    public Pdu lun(long lun) {
        header.putLong(8, lun);
        return this;
    }

    /** The data segment. */
    public Pdu data(byte[] bytes) {
        data = bytes;
        return this;
    }

    /** Writes the lengths that are true. */
    public void seal() {
        header.putInt(4, ahs.length / 4 << 24 | data.length);
    }

    /** Lets the data digest be wrong. */
    public void spoil() {
        spoilt = true;
    }

    /** As it is sent. */
    public byte[] encode(boolean headerDigest, boolean dataDigest) {
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
