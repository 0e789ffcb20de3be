package dev.sluice.iscsi.pdu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.scsi.TaskAttribute;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of requests, read from frames that are written out after the figures of RFC 7143 11. */
class RequestPduTest {
    private static final String RESERVED = "00000000";

    private static BasicHeader frame(String... words) {
        byte[] bytes = HexFormat.of().parseHex(String.join("", words).replace(" ", ""));
        return new BasicHeader().wrap(MemorySegment.ofArray(bytes), 0);
    }

    private static BasicHeader command(int flags, String lengths, String... additional) {
        return frame(
                "01 %02x 0000".formatted(flags),
                lengths,
                "0001020304050607",
                "10111213",
                "f4151617",
                "18191a1b",
                "1c1d1e1f",
                "2a21222324252627 28292a2b2c2d2e2f",
                String.join("", additional));
    }

    @Test
    void shouldReadAScsiCommand() {
        BasicHeader header = command(0xa1, "00000000");
        byte[] cdb = new byte[32];

        assertEquals(Opcode.SCSI_COMMAND, header.opcode());
        assertTrue(header.isFinal());
        assertFalse(ScsiCommandPdu.isRead(header));
        assertTrue(ScsiCommandPdu.isWrite(header));
        assertEquals(0x0001020304050607L, header.lun());
        assertEquals(0x10111213, header.initiatorTaskTag());
        assertEquals(0xf4151617L, ScsiCommandPdu.expectedLength(header));
        assertEquals(0x18191a1b, header.cmdSn());
        assertEquals(0x1c1d1e1f, header.expStatSn());
        assertEquals(16, ScsiCommandPdu.copyCdb(header, cdb));
        assertArrayEquals(HexFormat.of().parseHex("2a2122232425262728292a2b2c2d2e2f" + "00".repeat(16)), cdb);
    }

    @ParameterizedTest
    @CsvSource({"0x80,SIMPLE", "0x81,SIMPLE", "0x82,ORDERED", "0x83,HEAD_OF_QUEUE", "0x84,ACA"})
    void shouldReadTheTaskAttributeOfAScsiCommand(int flags, TaskAttribute attribute) {
        assertEquals(attribute, ScsiCommandPdu.attribute(command(flags, "00000000")));
        assertFalse(ScsiCommandPdu.hasReservedAttribute(command(flags, "00000000")));
    }

    @ParameterizedTest
    @CsvSource({"0x85", "0x86", "0x87"})
    void shouldKnowReservedTaskAttributes(int flags) {
        assertTrue(ScsiCommandPdu.hasReservedAttribute(command(flags, "00000000")));
    }

    @ParameterizedTest
    @CsvSource({"0x80,0", "0xa0,0", "0xc0,0xf4151617", "0xe0,-1"})
    void shouldExpectReadDataInTheDirectionsOfTheFlags(int flags, String length) {
        assertEquals(Long.decode(length), ScsiCommandPdu.expectedReadLength(command(flags, "00000000")));
    }

    @Test
    void shouldReadTheAdditionalSegmentsOfAScsiCommand() {
        // An extended CDB of 2 bytes, which is padded, and the read length of a bidirectional command.
        BasicHeader header = command(0xe0, "04000000", "00030100 30310000", "00050200 f8393a3b");
        byte[] cdb = new byte[18];

        assertEquals(0xf8393a3bL, ScsiCommandPdu.expectedReadLength(header));
        assertEquals(18, ScsiCommandPdu.copyCdb(header, cdb));
        assertArrayEquals(HexFormat.of().parseHex("2a2122232425262728292a2b2c2d2e2f3031"), cdb);
    }

    @Test
    void shouldIgnoreAnAdditionalSegmentThatIsNotWhole() {
        BasicHeader header = command(0xe0, "01000000", "00050200");

        assertEquals(-1, ScsiCommandPdu.expectedReadLength(header));
        assertEquals(16, ScsiCommandPdu.copyCdb(header, new byte[32]));
    }

    @Test
    void shouldReadATaskManagementRequest() {
        BasicHeader header = frame(
                "42810000",
                RESERVED,
                "0001020304050607",
                "10111213",
                "14151617",
                "18191a1b",
                "1c1d1e1f",
                "20212223",
                "24252627",
                RESERVED,
                RESERVED);

        assertEquals(Opcode.TASK_MANAGEMENT_REQUEST, header.opcode());
        assertTrue(header.isImmediate());
        assertEquals(TaskManagement.ABORT_TASK, TaskManagementRequestPdu.function(header));
        assertEquals(0x14151617, TaskManagementRequestPdu.referencedTaskTag(header));
        assertEquals(0x18191a1b, header.cmdSn());
        assertEquals(0x20212223, TaskManagementRequestPdu.refCmdSn(header));
        assertEquals(0x24252627, TaskManagementRequestPdu.expDataSn(header));
    }

    @Test
    void shouldReadADataOut() {
        BasicHeader header = frame(
                "05800000",
                "00000200",
                "0001020304050607",
                "10111213",
                "14151617",
                RESERVED,
                "1c1d1e1f",
                RESERVED,
                "24252627",
                "f8292a2b",
                RESERVED);

        assertEquals(Opcode.DATA_OUT, header.opcode());
        assertEquals(0x200, header.dataSegmentLength());
        assertFalse(DataOutPdu.isUnsolicited(header));
        assertEquals(0x14151617, header.targetTransferTag());
        assertEquals(0x24252627, DataOutPdu.dataSn(header));
        assertEquals(0xf8292a2bL, DataOutPdu.bufferOffset(header));
        assertTrue(DataOutPdu.isUnsolicited(header.targetTransferTag(0xffffffff)));
    }

    @Test
    void shouldReadATextRequest() {
        BasicHeader header = frame(
                "04400000",
                "00000003",
                "0001020304050607",
                "10111213",
                "ffffffff",
                "18191a1b",
                "1c1d1e1f",
                RESERVED.repeat(4));

        assertEquals(Opcode.TEXT_REQUEST, header.opcode());
        assertTrue(TextRequestPdu.isContinued(header));
        assertFalse(header.isFinal());
        assertFalse(TextRequestPdu.followsResponse(header));
        assertTrue(TextRequestPdu.followsResponse(header.targetTransferTag(7)));
    }

    @Test
    void shouldReadALoginRequest() {
        BasicHeader header = frame(
                "43870201",
                "00000005",
                "80a1b2c3d4e5 f6f7",
                "10111213",
                "f4150000",
                "18191a1b",
                "1c1d1e1f",
                RESERVED.repeat(4));

        assertEquals(Opcode.LOGIN_REQUEST, header.opcode());
        assertTrue(LoginRequestPdu.isTransit(header));
        assertFalse(LoginRequestPdu.isContinued(header));
        assertEquals(1, LoginRequestPdu.currentStage(header));
        assertEquals(3, LoginRequestPdu.nextStage(header));
        assertEquals(1, LoginRequestPdu.minVersion(header));
        assertEquals(0x80a1b2c3d4e5L, LoginRequestPdu.isid(header));
        assertEquals(0xf6f7, LoginRequestPdu.tsih(header));
        assertEquals(0xf415, LoginRequestPdu.cid(header));
        assertEquals(0x18191a1b, header.cmdSn());
    }

    @Test
    void shouldReadALogoutRequest() {
        BasicHeader header = frame(
                "06820000",
                RESERVED,
                RESERVED,
                RESERVED,
                "10111213",
                "f4150000",
                "18191a1b",
                "1c1d1e1f",
                RESERVED.repeat(4));

        assertEquals(Opcode.LOGOUT_REQUEST, header.opcode());
        assertEquals(LogoutRequestPdu.REMOVE_FOR_RECOVERY, LogoutRequestPdu.reason(header));
        assertEquals(0xf415, LogoutRequestPdu.cid(header));
    }

    @Test
    void shouldReadASnackRequest() {
        BasicHeader header = frame(
                "10830000",
                RESERVED,
                "0001020304050607",
                "10111213",
                "14151617",
                RESERVED,
                "1c1d1e1f",
                RESERVED,
                RESERVED,
                "28292a2b",
                "2c2d2e2f");

        assertEquals(Opcode.SNACK_REQUEST, header.opcode());
        assertEquals(SnackRequestPdu.R_DATA, SnackRequestPdu.type(header));
        assertEquals(0x14151617, SnackRequestPdu.snackTag(header));
        assertEquals(0x28292a2b, SnackRequestPdu.begRun(header));
        assertEquals(0x2c2d2e2f, SnackRequestPdu.runLength(header));
    }

    @ParameterizedTest
    @CsvSource({
        "10111213,ffffffff,true,false", "10111213,14151617,true,false",
        "ffffffff,14151617,false,true", "ffffffff,ffffffff,false,false"
    })
    void shouldTellPingsFromAnswers(String taskTag, String transferTag, boolean ping, boolean answer) {
        BasicHeader header = frame(
                "40800000",
                RESERVED,
                "0001020304050607",
                taskTag,
                transferTag,
                "18191a1b",
                "1c1d1e1f",
                RESERVED.repeat(4));

        assertEquals(Opcode.NOP_OUT, header.opcode());
        assertEquals(ping, NopOutPdu.isPing(header));
        assertEquals(answer, NopOutPdu.isAnswer(header));
    }
}
