package dev.sluice.iscsi.pdu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The fields of responses, written to frames that must be those of the figures of RFC 7143 11. */
class ResponsePduTest {
    private static final HexFormat HEX = HexFormat.of();

    /** A field: its setter, its place and the bytes that it must write there. */
    private record Field(int offset, String bytes, Consumer<BasicHeader> setter) {}

    private static Field field(int offset, String bytes, Consumer<BasicHeader> setter) {
        return new Field(offset, bytes, setter);
    }

    private static Field taskTag() {
        return field(16, "10111213", h -> h.initiatorTaskTag(0x10111213));
    }

    private static Field statSn() {
        return field(24, "18191a1b", h -> h.statSn(0x18191a1b));
    }

    private static Field window() {
        return field(28, "1c1d1e1f20212223", h -> h.window(0x1c1d1e1f, 0x20212223));
    }

    private static Field lun() {
        return field(8, "0001020304050607", h -> h.lun(0x0001020304050607L));
    }

    private static Field transferTag() {
        return field(20, "14151617", h -> h.targetTransferTag(0x14151617));
    }

    static Stream<Arguments> pdus() {
        return Stream.of(
                pdu(
                        "SCSI Response",
                        taskTag(),
                        statSn(),
                        window(),
                        field(3, "02", h -> ScsiResponsePdu.status(h, 2)),
                        field(20, "14151617", h -> ScsiResponsePdu.snackTag(h, 0x14151617)),
                        field(36, "24252627", h -> ScsiResponsePdu.expDataSn(h, 0x24252627)),
                        field(40, "28292a2b", h -> ScsiResponsePdu.readResidual(h, 0x28292a2b)),
                        field(44, "2c2d2e2f", h -> ScsiResponsePdu.residual(h, 0x2c2d2e2f))),
                pdu(
                        "Task Management Function Response",
                        taskTag(),
                        statSn(),
                        window(),
                        field(2, "ff", h -> TaskManagementResponsePdu.response(h, 255)),
                        field(8, "08090a00", h -> TaskManagementResponsePdu.additionalInformation(h, 0x08090a))),
                pdu(
                        "Data-In",
                        lun(),
                        taskTag(),
                        transferTag(),
                        statSn(),
                        window(),
                        field(3, "18", h -> DataInPdu.status(h, 0x18)),
                        field(36, "24252627", h -> DataInPdu.dataSn(h, 0x24252627)),
                        field(40, "f8292a2b", h -> DataInPdu.bufferOffset(h, 0xf8292a2bL)),
                        field(44, "2c2d2e2f", h -> DataInPdu.residual(h, 0x2c2d2e2f))),
                pdu(
                        "R2T",
                        lun(),
                        taskTag(),
                        transferTag(),
                        statSn(),
                        window(),
                        field(36, "24252627", h -> R2tPdu.r2tSn(h, 0x24252627)),
                        field(40, "f8292a2b", h -> R2tPdu.bufferOffset(h, 0xf8292a2bL)),
                        field(44, "2c2d2e2f", h -> R2tPdu.desiredLength(h, 0x2c2d2e2f))),
                pdu(
                        "Asynchronous Message",
                        lun(),
                        statSn(),
                        window(),
                        field(36, "05", h -> AsyncMessagePdu.event(h, AsyncEvent.TASKS_TERMINATED)),
                        field(38, "262728292a2b", h -> AsyncMessagePdu.parameters(h, 0x2627, 0x2829, 0x2a2b))),
                pdu(
                        "Login Response",
                        taskTag(),
                        statSn(),
                        window(),
                        field(8, "80a1b2c3d4e5", h -> LoginResponsePdu.isid(h, 0x80a1b2c3d4e5L)),
                        field(14, "0e0f", h -> LoginResponsePdu.tsih(h, 0x0e0f)),
                        field(36, "0201", h -> LoginResponsePdu.status(h, 0x0201))),
                pdu(
                        "Logout Response",
                        taskTag(),
                        statSn(),
                        window(),
                        field(2, "03", h -> LogoutResponsePdu.response(h, LogoutResponsePdu.CLEANUP_FAILED)),
                        field(40, "28292a2b", h -> LogoutResponsePdu.times(h, 0x2829, 0x2a2b))),
                pdu("Text Response", lun(), taskTag(), transferTag(), statSn(), window()));
    }

    private static Arguments pdu(String name, Field... fields) {
        return Arguments.of(name, List.of(fields));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pdus")
    void shouldWriteEachFieldAtItsPlaceAndNothingElse(String name, List<Field> fields) {
        for (Field field : fields) {
            byte[] memory = new byte[BasicHeader.LENGTH];
            Arrays.fill(memory, (byte) 0xee);
            byte[] expected = memory.clone();
            byte[] bytes = HEX.parseHex(field.bytes());
            System.arraycopy(bytes, 0, expected, field.offset(), bytes.length);

            field.setter().accept(new BasicHeader().wrap(MemorySegment.ofArray(memory), 0));

            assertArrayEquals(expected, memory, name + ", offset " + field.offset());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pdus")
    void shouldHaveFieldsThatDoNotOverlap(String name, List<Field> fields) {
        BitSet taken = new BitSet();
        taken.set(0, 2);
        taken.set(4, 8);
        for (Field field : fields) {
            int end = field.offset() + field.bytes().length() / 2;
            assertTrue(end <= BasicHeader.LENGTH, name);
            assertEquals(0, taken.get(field.offset(), end).cardinality(), name + ", offset " + field.offset());
            taken.set(field.offset(), end);
        }
    }

    private static String written(int opcode, int flags, Consumer<BasicHeader> fields) {
        byte[] memory = new byte[BasicHeader.LENGTH];
        fields.accept(new BasicHeader().wrap(MemorySegment.ofArray(memory), 0).begin(opcode, flags));
        return HEX.formatHex(memory);
    }

    @Test
    void shouldWriteAReject() {
        assertEquals(
                "3f800900" + "00".repeat(12) + "ffffffff" + "00".repeat(28),
                written(Opcode.REJECT, BasicHeader.FINAL, h -> RejectPdu.reason(h, RejectReason.INVALID_PDU_FIELD)));
    }

    @Test
    void shouldWriteNopIns() {
        String begin = "20800000" + "00".repeat(12);
        String end = "00".repeat(24);

        assertEquals(
                begin + "10111213ffffffff" + end,
                written(Opcode.NOP_IN, BasicHeader.FINAL, h -> NopInPdu.answer(h, 0x10111213)));
        assertEquals(
                begin + "ffffffff14151617" + end,
                written(Opcode.NOP_IN, BasicHeader.FINAL, h -> NopInPdu.ping(h, 0x14151617)));
        assertEquals(begin + "ffffffffffffffff" + end, written(Opcode.NOP_IN, BasicHeader.FINAL, NopInPdu::news));
    }

    @Test
    void shouldReadTheBufferOffsetOfADataInAgain() {
        BasicHeader header = new BasicHeader().wrap(MemorySegment.ofArray(new byte[BasicHeader.LENGTH]), 0);
        DataInPdu.bufferOffset(header, 0xf8292a2bL);

        assertEquals(0xf8292a2bL, DataInPdu.bufferOffset(header));
    }

    @Test
    void shouldSetTheFlagsOfEachPduApart() {
        assertEquals(
                0x1e,
                ScsiResponsePdu.READ_OVERFLOW
                        | ScsiResponsePdu.READ_UNDERFLOW
                        | ScsiResponsePdu.OVERFLOW
                        | ScsiResponsePdu.UNDERFLOW);
        assertEquals(0xc1, BasicHeader.FINAL | DataInPdu.ACKNOWLEDGE | DataInPdu.STATUS);
        assertEquals(0x80, TextResponsePdu.flags(true, false));
        assertEquals(0x40, TextResponsePdu.flags(false, true));
        assertEquals(0x87, LoginResponsePdu.flags(true, false, 1, 3));
        assertEquals(0x44, LoginResponsePdu.flags(false, true, 1, 0));
    }
}
