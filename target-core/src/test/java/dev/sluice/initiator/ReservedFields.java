package dev.sluice.initiator;

import static dev.sluice.initiator.ProtocolViolation.check;

/** The reserved bits and fields of each PDU of a target, which must be zero: RFC 7143 11. */
final class ReservedFields {
    private static final int FUNCTION_SUCCEEDED = 7;

    private ReservedFields() {}

    static void judge(Pdu pdu) {
        check((pdu.get8(0) & 0xc0) == 0, "the first two bits are not 0", pdu);
        check(pdu.get8(4) == 0, "additional headers, which no target sends", pdu);
        switch (pdu.opcode()) {
            case Opcode.NOP_IN -> nopIn(pdu);
            case Opcode.SCSI_RESPONSE -> scsiResponse(pdu);
            case Opcode.TASK_MANAGEMENT_RESPONSE -> {
                flags(pdu, 0x80, 0x80);
                zero(pdu, 3, 4);
                // Additional response information, RFC 7144 5.2, goes with 'function succeeded'.
                boolean information = pdu.get8(2) == FUNCTION_SUCCEEDED;
                zero(pdu, 5, information ? 8 : 16);
                zero(pdu, 11, 16);
                zero(pdu, 20, 24);
                zero(pdu, 36, 48);
            }
            case Opcode.LOGIN_RESPONSE -> {
                flags(pdu, 0, transits(pdu) ? 0xcf : 0xcc);
                zero(pdu, 20, 24);
                zero(pdu, 38, 48);
            }
            case Opcode.TEXT_RESPONSE -> {
                flags(pdu, 0, 0xc0);
                zero(pdu, 2, 4);
                lunOnlyWithTransferTag(pdu);
                zero(pdu, 36, 48);
            }
            case Opcode.DATA_IN -> dataIn(pdu);
            case Opcode.LOGOUT_RESPONSE -> {
                flags(pdu, 0x80, 0x80);
                zero(pdu, 3, 4);
                zero(pdu, 5, 16);
                zero(pdu, 20, 24);
                zero(pdu, 36, 40);
                zero(pdu, 44, 48);
            }
            case Opcode.READY_TO_TRANSFER -> {
                flags(pdu, 0x80, 0x80);
                zero(pdu, 2, 8);
            }
            case Opcode.ASYNC_MESSAGE -> {
                flags(pdu, 0x80, 0x80);
                zero(pdu, 2, 4);
                check(pdu.taskTag() == Pdu.RESERVED_TAG, "an Async Message with a task tag", pdu);
                zero(pdu, 20, 24);
                zero(pdu, 44, 48);
            }
            case Opcode.REJECT -> {
                flags(pdu, 0x80, 0x80);
                zero(pdu, 3, 4);
                zero(pdu, 8, 16);
                check(pdu.taskTag() == Pdu.RESERVED_TAG, "a Reject with a task tag", pdu);
                zero(pdu, 20, 24);
                zero(pdu, 40, 48);
            }
            default -> throw new ProtocolViolation("no opcode of a target: " + pdu);
        }
    }

    private static boolean transits(Pdu login) {
        return (login.flags() & 0x80) != 0;
    }

    private static void nopIn(Pdu pdu) {
        flags(pdu, 0x80, 0x80);
        zero(pdu, 2, 4);
        lunOnlyWithTransferTag(pdu);
        zero(pdu, 36, 48);
        boolean answer = pdu.taskTag() != Pdu.RESERVED_TAG;
        check(!answer || pdu.transferTag() == Pdu.RESERVED_TAG, "an answer to a ping that is a ping itself", pdu);
        check(answer || pdu.data().length == 0, "data in a NOP-In that answers nothing", pdu);
    }

    private static void scsiResponse(Pdu pdu) {
        flags(pdu, 0x80, 0x9e);
        zero(pdu, 8, 16);
        boolean residual = (pdu.flags() & 0x06) != 0;
        boolean readResidual = (pdu.flags() & 0x18) != 0;
        check(readResidual || pdu.get32(40) == 0, "a bidirectional residual without its bit", pdu);
        check(residual || pdu.residual() == 0, "a residual without its bit", pdu);
        check((pdu.flags() & 0x06) != 0x06 && (pdu.flags() & 0x18) != 0x18, "overflow and underflow at once", pdu);
        if (pdu.get8(2) == 0) {
            check(pdu.get8(3) != 2 || pdu.data().length > 2, "CHECK CONDITION without sense data", pdu);
        } else {
            check((pdu.flags() & 0x1e) == 0, "residual bits with another response than 'completed'", pdu);
            check(pdu.dataSn() == 0, "ExpDataSN with another response than 'completed'", pdu);
        }
    }

    private static void dataIn(Pdu pdu) {
        boolean status = (pdu.flags() & 1) != 0;
        boolean acknowledge = (pdu.flags() & 0x40) != 0;
        flags(pdu, 0, status ? 0xc7 : 0xc0);
        zero(pdu, 2, status ? 3 : 4);
        check(!status || pdu.isFinal(), "status without the final bit", pdu);
        check(
                acknowledge == (pdu.transferTag() != Pdu.RESERVED_TAG),
                "a Target Transfer Tag goes with the A bit and only with it",
                pdu);
        lunOnlyWithTransferTag(pdu);
        if (!status) {
            zero(pdu, 24, 28);
            zero(pdu, 44, 48);
        }
    }

    private static void lunOnlyWithTransferTag(Pdu pdu) {
        if (pdu.transferTag() == Pdu.RESERVED_TAG) {
            zero(pdu, 8, 16);
        }
    }

    private static void flags(Pdu pdu, int needed, int allowed) {
        check((pdu.flags() & needed) == needed, "a flag is missing", pdu);
        check((pdu.flags() & ~allowed) == 0, "reserved flags are set", pdu);
    }

    private static void zero(Pdu pdu, int from, int to) {
        for (int i = from; i < to; i++) {
            check(pdu.get8(i) == 0, "reserved byte " + i + " is not 0", pdu);
        }
    }
}
