package dev.sluice.initiator;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The judge of reserved fields, RFC 7143 11: what it lets pass and what it finds. */
class ReservedFieldsTest {
    private static Pdu of(int opcode) {
        return new Pdu(opcode).flags(0x80).taskTag(1);
    }

    private static Pdu unasked(int opcode) {
        return of(opcode).taskTag(Pdu.RESERVED_TAG);
    }

    @Test
    void shouldLetPassWhatIsRight() {
        Stream.of(
                        of(Opcode.NOP_IN).transferTag(Pdu.RESERVED_TAG).data(new byte[3]),
                        unasked(Opcode.NOP_IN).transferTag(7).lun(1L << 48),
                        of(Opcode.SCSI_RESPONSE).flags(0x82).set32(44, 512),
                        of(Opcode.SCSI_RESPONSE).flags(0x94).set32(44, 512).set32(40, 8),
                        of(Opcode.SCSI_RESPONSE).set8(3, 2).data(new byte[20]),
                        of(Opcode.DATA_IN)
                                .flags(0x83)
                                .transferTag(Pdu.RESERVED_TAG)
                                .set32(44, 1),
                        of(Opcode.DATA_IN).flags(0xc0).transferTag(4).lun(1L << 48),
                        of(Opcode.LOGIN_RESPONSE).flags(0x87),
                        of(Opcode.TEXT_RESPONSE).transferTag(Pdu.RESERVED_TAG),
                        of(Opcode.TASK_MANAGEMENT_RESPONSE).set8(2, 5),
                        of(Opcode.LOGOUT_RESPONSE).set32(40, 0x20014),
                        of(Opcode.READY_TO_TRANSFER).transferTag(9).lun(1L << 48),
                        unasked(Opcode.ASYNC_MESSAGE).set8(36, 1),
                        unasked(Opcode.REJECT).set8(2, 4).data(new byte[48]))
                .forEach(pdu -> assertDoesNotThrow(() -> ReservedFields.judge(pdu)));
    }

    static Stream<Pdu> wrong() {
        return Stream.of(
                of(Opcode.NOP_IN).immediate().transferTag(Pdu.RESERVED_TAG),
                of(Opcode.NOP_IN).transferTag(7),
                of(Opcode.NOP_IN).transferTag(Pdu.RESERVED_TAG).lun(1L << 48),
                of(Opcode.NOP_IN).transferTag(Pdu.RESERVED_TAG).set8(2, 1),
                unasked(Opcode.NOP_IN).transferTag(7).data(new byte[1]),
                of(Opcode.SCSI_RESPONSE).flags(0),
                of(Opcode.SCSI_RESPONSE).flags(0x81),
                of(Opcode.SCSI_RESPONSE).flags(0x86),
                of(Opcode.SCSI_RESPONSE).set32(44, 1),
                of(Opcode.SCSI_RESPONSE).set32(40, 1),
                of(Opcode.SCSI_RESPONSE).set8(3, 2),
                of(Opcode.SCSI_RESPONSE).set8(2, 1).set32(36, 1),
                of(Opcode.DATA_IN).flags(0x01).transferTag(Pdu.RESERVED_TAG),
                of(Opcode.DATA_IN).flags(0xc0).transferTag(Pdu.RESERVED_TAG),
                of(Opcode.DATA_IN).transferTag(5),
                of(Opcode.DATA_IN).transferTag(Pdu.RESERVED_TAG).set32(24, 1),
                of(Opcode.LOGIN_RESPONSE).flags(0x05),
                of(Opcode.LOGIN_RESPONSE).flags(0xb7),
                of(Opcode.TEXT_RESPONSE).transferTag(Pdu.RESERVED_TAG).lun(1L << 48),
                of(Opcode.TASK_MANAGEMENT_RESPONSE).set32(20, 1),
                of(Opcode.LOGOUT_RESPONSE).set32(36, 1),
                of(Opcode.READY_TO_TRANSFER).set8(3, 1),
                of(Opcode.ASYNC_MESSAGE),
                of(Opcode.REJECT),
                unasked(Opcode.REJECT).lun(1L << 48),
                of(Opcode.NOP_OUT),
                unasked(Opcode.REJECT).set8(4, 1));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void shouldFindReservedBitsThatAreSet(Pdu pdu) {
        assertThrows(ProtocolViolation.class, () -> ReservedFields.judge(pdu));
    }
}
