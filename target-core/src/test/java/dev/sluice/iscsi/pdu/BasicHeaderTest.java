package dev.sluice.iscsi.pdu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 7143 11.2.1: every field at its place, in network byte order, and nothing beside it touched. */
class BasicHeaderTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final int BEFORE = 3;

    /** 48 bytes of which each says where it stands. */
    private static final byte[] NUMBERED = numbered(BasicHeader.LENGTH);

    private static byte[] numbered(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (0x80 + i);
        }
        return bytes;
    }

    private static BasicHeader over(byte[] bytes) {
        return new BasicHeader().wrap(MemorySegment.ofArray(bytes), 0);
    }

    @Test
    void shouldReadEachFieldFromItsPlace() {
        BasicHeader header = over(NUMBERED);

        assertEquals(0x00, header.opcode());
        assertEquals(0x81, header.flags());
        assertEquals(0x84 * 4, header.additionalLength());
        assertEquals(0x858687, header.dataSegmentLength());
        assertEquals(0x88898a8b8c8d8e8fL, header.lun());
        assertEquals(0x90919293, header.initiatorTaskTag());
        assertEquals(0x94959697, header.targetTransferTag());
        assertEquals(0x98999a9b, header.cmdSn());
        assertEquals(0x9c9d9e9f, header.expStatSn());
        assertEquals(0x82, header.u8(2));
        assertEquals(0x8e8f, header.u16(14));
        assertEquals(0xa4a5a6a7, header.i32(36));
        assertEquals(0xa8a9aaabL, header.u32(40));
    }

    static Stream<Arguments> writes() {
        return Stream.of(
                write(4, "00abcdef", h -> h.dataSegmentLength(0xabcdef)),
                write(8, "0102030405060708", h -> h.lun(0x0102030405060708L)),
                write(16, "deadbeef", h -> h.initiatorTaskTag(0xdeadbeef)),
                write(20, "ffffffff", h -> h.targetTransferTag(BasicHeader.NO_TAG)),
                write(24, "fffffffe", h -> h.statSn(-2)),
                write(28, "0a0b0c0d1a1b1c1d", h -> h.window(0x0a0b0c0d, 0x1a1b1c1d)),
                write(3, "02", h -> h.u8(3, 0x102)),
                write(36, "0207", h -> h.u16(36, 0x10207)),
                write(44, "01020304", h -> h.i32(44, 0x01020304)),
                write(45, "0a0b0c", h -> h.copyFrom(45, new byte[] {9, 10, 11, 12, 13}, 1, 3)));
    }

    private static Arguments write(int offset, String bytes, Consumer<BasicHeader> action) {
        return Arguments.of(offset, bytes, action);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void shouldWriteAFieldAtItsPlaceAndNothingElse(int offset, String bytes, Consumer<BasicHeader> action) {
        byte[] memory = numbered(BEFORE + BasicHeader.LENGTH + BEFORE);
        byte[] expected = memory.clone();
        byte[] field = HEX.parseHex(bytes);
        System.arraycopy(field, 0, expected, BEFORE + offset, field.length);

        action.accept(new BasicHeader().wrap(MemorySegment.ofArray(memory), BEFORE));

        assertArrayEquals(expected, memory);
    }

    @Test
    void shouldZeroAllButOpcodeAndFlagsWhenBegun() {
        byte[] memory = numbered(BEFORE + BasicHeader.LENGTH + BEFORE);
        byte[] expected = memory.clone();
        Arrays.fill(expected, BEFORE, BEFORE + BasicHeader.LENGTH, (byte) 0);
        expected[BEFORE] = 0x25;
        expected[BEFORE + 1] = (byte) 0x81;

        new BasicHeader().wrap(MemorySegment.ofArray(memory), BEFORE).begin(Opcode.DATA_IN, BasicHeader.FINAL | 1);

        assertArrayEquals(expected, memory);
    }

    @ParameterizedTest
    @CsvSource({"0x00,0x00,false", "0x40,0x00,true", "0x41,0x01,true", "0x01,0x01,false", "0x3f,0x3f,false"})
    void shouldTellTheImmediateBitFromTheOpcode(int first, int opcode, boolean immediate) {
        byte[] bytes = new byte[BasicHeader.LENGTH];
        bytes[0] = (byte) first;

        assertEquals(opcode, over(bytes).opcode());
        assertEquals(immediate, over(bytes).isImmediate());
    }

    @Test
    void shouldIgnoreTheReservedBitOfTheOpcodeByte() {
        byte[] bytes = new byte[BasicHeader.LENGTH];
        bytes[0] = (byte) 0xc1;

        assertEquals(Opcode.SCSI_COMMAND, over(bytes).opcode());
        assertTrue(over(bytes).isImmediate());
    }

    @Test
    void shouldSeeTheFinalBit() {
        byte[] bytes = new byte[BasicHeader.LENGTH];
        bytes[1] = 0x7f;
        assertFalse(over(bytes).isFinal());
        bytes[1] = (byte) 0x80;
        assertTrue(over(bytes).isFinal());
    }

    @Test
    void shouldKnowTheLargestLengths() {
        byte[] bytes = new byte[BasicHeader.LENGTH];
        Arrays.fill(bytes, (byte) 0xff);

        assertEquals(1020, over(bytes).additionalLength());
        assertEquals(16_777_215, over(bytes).dataSegmentLength());
        assertEquals(0xffffffffL, over(bytes).u32(40));
        assertEquals(48 + 1020 + 4, BasicHeader.MAX_LENGTH);
    }

    @Test
    void shouldCopyBytesOut() {
        byte[] target = new byte[6];

        over(NUMBERED).copyTo(32, target, 1, 4);

        assertArrayEquals(HEX.parseHex("00a0a1a2a300"), target);
    }
}
