package dev.sluice.initiator;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One PDU: the 48 bytes of its basic header segment, additional headers, and data.
 *
 * <pre>
 *   0       1       2       3
 *  +-------+-------+-------+-------+
 *  |.|I|op | flags | by opcode     |   0
 *  | AHS/4 | data segment length   |   4
 *  | LUN, or by opcode             |   8
 *  | initiator task tag            |  16
 *  | target transfer tag, ...      |  20
 *  | CmdSN or StatSN               |  24
 *  | ExpStatSN or ExpCmdSN         |  28
 *  | by opcode, MaxCmdSN           |  32
 *  | DataSN, R2TSN, ExpDataSN      |  36
 *  | buffer offset                 |  40
 *  | residual, desired length      |  44
 *  +-------------------------------+
 * </pre>
 *
 * <p>The lengths in the header follow from the content unless {@link #claimDataLength} or {@link #claimAhsLength} lie
 * about them; digests are right unless {@link #spoilHeaderDigest} or {@link #spoilDataDigest} was called.
 */
public final class Pdu {
    public static final int BHS_BYTES = 48;
    /** The tag that means 'none' (RFC 7143 11.2.1.8). */
    public static final int RESERVED_TAG = 0xffffffff;

    private static final byte[] NOTHING = {};
    private static final int FINAL = 0x80;

    private final ByteBuffer bhs;
    private byte[] ahs = NOTHING;
    private byte[] data = NOTHING;
    private boolean headerDigestSpoilt;
    private boolean dataDigestSpoilt;
    private boolean dataLengthClaimed;
    private boolean ahsLengthClaimed;

    public Pdu(int opcode) {
        bhs = ByteBuffer.allocate(BHS_BYTES);
        bhs.put(0, (byte) opcode);
    }

    Pdu(byte[] header, byte[] ahs, byte[] data) {
        this.bhs = ByteBuffer.wrap(header);
        this.ahs = ahs;
        this.data = data;
    }

    static int ahsLength(byte[] header) {
        return (header[4] & 0xff) * 4;
    }

    static int dataLength(byte[] header) {
        return (header[5] & 0xff) << 16 | (header[6] & 0xff) << 8 | header[7] & 0xff;
    }

    static int padded(int length) {
        return length + 3 & ~3;
    }

    public int opcode() {
        return bhs.get(0) & 0x3f;
    }

    public Pdu immediate() {
        bhs.put(0, (byte) (bhs.get(0) | 0x40));
        return this;
    }

    public boolean isImmediate() {
        return (bhs.get(0) & 0x40) != 0;
    }

    public int flags() {
        return bhs.get(1) & 0xff;
    }

    public Pdu flags(int flags) {
        return set8(1, flags);
    }

    public Pdu asFinal() {
        return flags(flags() | FINAL);
    }

    public boolean isFinal() {
        return (flags() & FINAL) != 0;
    }

    public long lun() {
        return bhs.getLong(8);
    }

    public Pdu lun(long lun) {
        bhs.putLong(8, lun);
        return this;
    }

    public int taskTag() {
        return get32(16);
    }

    public Pdu taskTag(int tag) {
        return set32(16, tag);
    }

    public int transferTag() {
        return get32(20);
    }

    public Pdu transferTag(int tag) {
        return set32(20, tag);
    }

    public Pdu cmdSn(int cmdSn) {
        return set32(24, cmdSn);
    }

    public int statSn() {
        return get32(24);
    }

    public Pdu expStatSn(int expStatSn) {
        return set32(28, expStatSn);
    }

    public int expCmdSn() {
        return get32(28);
    }

    public int maxCmdSn() {
        return get32(32);
    }

    public int dataSn() {
        return get32(36);
    }

    public int bufferOffset() {
        return get32(40);
    }

    public int residual() {
        return get32(44);
    }

    public int get8(int offset) {
        return bhs.get(offset) & 0xff;
    }

    public Pdu set8(int offset, int value) {
        bhs.put(offset, (byte) value);
        return this;
    }

    public int get16(int offset) {
        return bhs.getShort(offset) & 0xffff;
    }

    public Pdu set16(int offset, int value) {
        bhs.putShort(offset, (short) value);
        return this;
    }

    public int get32(int offset) {
        return bhs.getInt(offset);
    }

    public Pdu set32(int offset, int value) {
        bhs.putInt(offset, value);
        return this;
    }

    public Pdu setBytes(int offset, byte[] bytes) {
        bhs.put(offset, bytes);
        return this;
    }

    public byte[] data() {
        return data;
    }

    public Pdu data(byte[] bytes) {
        data = bytes;
        return this;
    }

    public byte[] ahs() {
        return ahs;
    }

    /** Additional header segments as they stand on the wire, a multiple of 4 bytes. */
    public Pdu ahs(byte[] bytes) {
        ahs = bytes;
        return this;
    }

    /** Puts a data segment length into the header that is not that of the data. */
    public Pdu claimDataLength(int length) {
        dataLengthClaimed = true;
        return set32(4, bhs.get(4) << 24 | length & 0xffffff);
    }

    /** Puts a TotalAHSLength, in words of 4 bytes, into the header that is not that of the additional headers. */
    public Pdu claimAhsLength(int words) {
        ahsLengthClaimed = true;
        return set8(4, words);
    }

    public Pdu spoilHeaderDigest() {
        headerDigestSpoilt = true;
        return this;
    }

    public Pdu spoilDataDigest() {
        dataDigestSpoilt = true;
        return this;
    }

    /** The PDU as it goes over the wire. */
    public byte[] encode(boolean headerDigest, boolean dataDigest) {
        if (!ahsLengthClaimed) {
            set8(4, ahs.length / 4);
        }
        if (!dataLengthClaimed) {
            set32(4, bhs.get(4) << 24 | data.length);
        }
        byte[] paddedData = Arrays.copyOf(data, padded(data.length));
        ByteBuffer wire = ByteBuffer.allocate(BHS_BYTES + ahs.length + Digest.BYTES + paddedData.length + Digest.BYTES);
        wire.put(bhs.array()).put(ahs);
        if (headerDigest) {
            wire.put(spoilt(Digest.of(bhs.array(), ahs), headerDigestSpoilt));
        }
        wire.put(paddedData);
        if (dataDigest && data.length > 0) {
            wire.put(spoilt(Digest.of(paddedData), dataDigestSpoilt));
        }
        return Arrays.copyOf(wire.array(), wire.position());
    }

    private static byte[] spoilt(byte[] digest, boolean spoil) {
        if (spoil) {
            digest[0] ^= 1;
        }
        return digest;
    }

    @Override
    public String toString() {
        return "PDU opcode=0x%02x flags=0x%02x itt=%08x ttt=%08x sn=%d exp=%d max=%d dsn=%d offset=%d res=%d data=%d"
                .formatted(
                        opcode(),
                        flags(),
                        taskTag(),
                        transferTag(),
                        statSn(),
                        expCmdSn(),
                        maxCmdSn(),
                        dataSn(),
                        bufferOffset(),
                        residual(),
                        data.length);
    }
}
