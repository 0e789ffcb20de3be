package dev.sluice.iscsi.pdu;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The basic header segment, the first 48 bytes of every PDU (RFC 7143 11.2.1), read and written in place.
 *
 * <pre>
 *  0       1       2       3
 * |.I opcode|F flags |       opcode-specific       |  0
 * |AHS words|       DataSegmentLength              |  4
 * |           LUN, or opcode-specific              |  8
 * |                                                | 12
 * |             Initiator Task Tag                 | 16
 * |             opcode-specific                    | 20 .. 47
 * </pre>
 *
 * A flyweight: {@link #wrap} moves it to other memory and copies nothing. The owner of the memory owns it.
 */
public final class BasicHeader {
    /** Bytes of the header. */
    public static final int LENGTH = 48;

    /** The length of the largest header: basic and additional segments and a digest. */
    public static final int MAX_LENGTH = LENGTH + 255 * 4 + 4;

    /** F, the final bit; T of a login; the bit that the RFC draws as 1 in other PDUs. */
    public static final int FINAL = 0x80;

    /** C of login and text: the keys continue in the next PDU. */
    public static final int CONTINUE = 0x40;

    /** The reserved tag, 0xffffffff, for no task and no transfer. */
    public static final int NO_TAG = 0xffffffff;

    /** I, beside the opcode: for immediate delivery. */
    public static final int IMMEDIATE = 0x40;

    /** The bits of the first byte that are the opcode. */
    public static final int OPCODE_MASK = 0x3f;

    /** The bits of the 4 bytes at {@link #LENGTHS_OFFSET} that are DataSegmentLength. */
    public static final int DATA_SEGMENT_LENGTH_MASK = 0xffffff;

    /** Offset of the opcode, 1 byte with {@link #IMMEDIATE}. */
    public static final int OPCODE_OFFSET = 0;

    /** Offset of the flags, 1 byte. */
    public static final int FLAGS_OFFSET = 1;

    /** Offset of TotalAHSLength, 1 byte in words of 4, and DataSegmentLength, 3 bytes. */
    public static final int LENGTHS_OFFSET = 4;

    /** Offset of the LUN, 8 bytes. */
    public static final int LUN_OFFSET = 8;

    /** Offset of the Initiator Task Tag, 4 bytes. */
    public static final int INITIATOR_TASK_TAG_OFFSET = 16;

    /** Offset of the Target Transfer Tag, 4 bytes. */
    public static final int TARGET_TRANSFER_TAG_OFFSET = 20;

    /** Offset of CmdSN in requests that have one, 4 bytes. */
    public static final int CMD_SN_OFFSET = 24;

    /** Offset of StatSN in responses, 4 bytes. */
    public static final int STAT_SN_OFFSET = 24;

    /** Offset of ExpStatSN in requests, 4 bytes. */
    public static final int EXP_STAT_SN_OFFSET = 28;

    /** Offset of ExpCmdSN in responses, 4 bytes. */
    public static final int EXP_CMD_SN_OFFSET = 28;

    /** Offset of MaxCmdSN in responses, 4 bytes. */
    public static final int MAX_CMD_SN_OFFSET = 32;

    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(BIG_ENDIAN);

    private MemorySegment memory = MemorySegment.NULL;
    private long base;

    /** Moves the flyweight to the header at {@code offset} of {@code memory}. */
    public BasicHeader wrap(MemorySegment memory, long offset) {
        this.memory = memory;
        this.base = offset;
        return this;
    }

    /** Zeroes the header and sets its opcode and flags. */
    public BasicHeader begin(int opcode, int flags) {
        for (int i = 0; i < LENGTH; i += Long.BYTES) {
            memory.set(LONG, base + i, 0);
        }
        memory.set(BYTE, base + OPCODE_OFFSET, (byte) opcode);
        memory.set(BYTE, base + FLAGS_OFFSET, (byte) flags);
        return this;
    }

    /** Copies the bytes of another header. */
    public BasicHeader copyOf(BasicHeader other) {
        MemorySegment.copy(other.memory, other.base, memory, base, LENGTH);
        return this;
    }

    public int opcode() {
        return memory.get(BYTE, base + OPCODE_OFFSET) & OPCODE_MASK;
    }

    /** I: true for immediate delivery, ahead of the order of CmdSN. */
    public boolean isImmediate() {
        return (memory.get(BYTE, base + OPCODE_OFFSET) & IMMEDIATE) != 0;
    }

    /** The flags, the byte behind the opcode. */
    public int flags() {
        return memory.get(BYTE, base + FLAGS_OFFSET) & 0xff;
    }

    public boolean isFinal() {
        return (flags() & FINAL) != 0;
    }

    /** TotalAHSLength in bytes: 0 to 1,020. */
    public int additionalLength() {
        return (memory.get(BYTE, base + LENGTHS_OFFSET) & 0xff) * 4;
    }

    /** DataSegmentLength in bytes, without padding: 0 to 16,777,215. */
    public int dataSegmentLength() {
        return memory.get(INT, base + LENGTHS_OFFSET) & DATA_SEGMENT_LENGTH_MASK;
    }

    public BasicHeader dataSegmentLength(int bytes) {
        memory.set(INT, base + LENGTHS_OFFSET, bytes);
        return this;
    }

    /** The LUN field in the layout of SAM-5 4.7. */
    public long lun() {
        return memory.get(LONG, base + LUN_OFFSET);
    }

    public BasicHeader lun(long lun) {
        memory.set(LONG, base + LUN_OFFSET, lun);
        return this;
    }

    public int initiatorTaskTag() {
        return memory.get(INT, base + INITIATOR_TASK_TAG_OFFSET);
    }

    public BasicHeader initiatorTaskTag(int tag) {
        memory.set(INT, base + INITIATOR_TASK_TAG_OFFSET, tag);
        return this;
    }

    public int targetTransferTag() {
        return memory.get(INT, base + TARGET_TRANSFER_TAG_OFFSET);
    }

    public BasicHeader targetTransferTag(int tag) {
        memory.set(INT, base + TARGET_TRANSFER_TAG_OFFSET, tag);
        return this;
    }

    public int cmdSn() {
        return memory.get(INT, base + CMD_SN_OFFSET);
    }

    public int expStatSn() {
        return memory.get(INT, base + EXP_STAT_SN_OFFSET);
    }

    public BasicHeader statSn(int statSn) {
        memory.set(INT, base + STAT_SN_OFFSET, statSn);
        return this;
    }

    /** The command window of a response. */
    public BasicHeader window(int expCmdSn, int maxCmdSn) {
        memory.set(INT, base + EXP_CMD_SN_OFFSET, expCmdSn);
        memory.set(INT, base + MAX_CMD_SN_OFFSET, maxCmdSn);
        return this;
    }

    public int u8(int offset) {
        return memory.get(BYTE, base + offset) & 0xff;
    }

    public BasicHeader u8(int offset, int value) {
        memory.set(BYTE, base + offset, (byte) value);
        return this;
    }

    public int u16(int offset) {
        return memory.get(SHORT, base + offset) & 0xffff;
    }

    public BasicHeader u16(int offset, int value) {
        memory.set(SHORT, base + offset, (short) value);
        return this;
    }

    /** Four bytes as a signed number, for tags and serial numbers. */
    public int i32(int offset) {
        return memory.get(INT, base + offset);
    }

    public BasicHeader i32(int offset, int value) {
        memory.set(INT, base + offset, value);
        return this;
    }

    /** Four bytes as an unsigned number. */
    public long u32(int offset) {
        return memory.get(INT, base + offset) & 0xffffffffL;
    }

    /** Copies bytes of the header, or of the additional segments behind it. */
    public void copyTo(int offset, byte[] target, int targetOffset, int length) {
        MemorySegment.copy(memory, BYTE, base + offset, target, targetOffset, length);
    }

    /** Copies bytes into the header. */
    public BasicHeader copyFrom(int offset, byte[] source, int sourceOffset, int length) {
        MemorySegment.copy(source, sourceOffset, memory, BYTE, base + offset, length);
        return this;
    }
}
