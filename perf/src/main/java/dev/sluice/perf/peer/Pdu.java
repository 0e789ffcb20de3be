package dev.sluice.perf.peer;

import dev.sluice.iscsi.pdu.BasicHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A PDU of RFC 7143 11 to be sent, whose lengths may lie. One thread. */
public final class Pdu {
    private static final byte[] NOTHING = {};

    public final ByteBuffer header = ByteBuffer.allocate(BasicHeader.LENGTH);
    public byte[] ahs = NOTHING;
    public byte[] data = NOTHING;
    private boolean spoilt;

    /** @param flags the second byte */
    public Pdu(int opcode, int flags) {
        header.put(BasicHeader.OPCODE_OFFSET, (byte) opcode).put(BasicHeader.FLAGS_OFFSET, (byte) flags);
    }

    /** Four bytes of the header. */
    public Pdu set(int offset, int value) {
        header.putInt(offset, value);
        return this;
    }

    /** The Initiator Task Tag. */
    public Pdu taskTag(int tag) {
        return set(BasicHeader.INITIATOR_TASK_TAG_OFFSET, tag);
    }

    /** The Target Transfer Tag. */
    public Pdu transferTag(int tag) {
        return set(BasicHeader.TARGET_TRANSFER_TAG_OFFSET, tag);
    }

    public Pdu cmdSn(int cmdSn) {
        return set(BasicHeader.CMD_SN_OFFSET, cmdSn);
    }

    public Pdu expStatSn(int expStatSn) {
        return set(BasicHeader.EXP_STAT_SN_OFFSET, expStatSn);
    }

    /** The LUN field. */
    public Pdu lun(long lun) {
        header.putLong(BasicHeader.LUN_OFFSET, lun);
        return this;
    }

    /** The data segment. */
    public Pdu data(byte[] bytes) {
        data = bytes;
        return this;
    }

    /** Writes the lengths that are true. */
    public void seal() {
        header.putInt(BasicHeader.LENGTHS_OFFSET, ahs.length / 4 << 24 | data.length);
    }

    /** Lets the data digest be wrong. */
    public void spoil() {
        spoilt = true;
    }

    /** As it is sent. */
    public byte[] encode(boolean headerDigest, boolean dataDigest) {
        byte[] padded = Arrays.copyOf(data, data.length + 3 & ~3);
        ByteBuffer wire = ByteBuffer.allocate(BasicHeader.LENGTH + ahs.length + padded.length + 8)
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
