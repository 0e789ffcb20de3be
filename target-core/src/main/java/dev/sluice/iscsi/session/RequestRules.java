package dev.sluice.iscsi.session;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.RejectReason;

/** Which requests other than SCSI commands cannot be taken, as far as their headers tell. */
final class RequestRules {
    static final int NO_OBJECTION = 0;

    private static final int REASON_MASK = 0x7f;
    private static final int CLOSE_SESSION = 0;
    private static final int LAST_LOGOUT_REASON = 2;

    private RequestRules() {}

    /**
     * The reason to reject a request, RFC 7143 11.17.1.
     *
     * @param discovery whether the session is one that may ask for SendTargets and log out, and no more (RFC 7143 4.3)
     */
    static int objection(BasicHeader request, boolean discovery) {
        return switch (request.opcode()) {
            case Opcode.NOP_OUT ->
                discovery && request.initiatorTaskTag() != BasicHeader.NO_TAG
                        ? RejectReason.COMMAND_NOT_SUPPORTED
                        : NO_OBJECTION;
            case Opcode.TEXT_REQUEST -> {
                boolean endsAndGoesOn = request.isFinal() && (request.flags() & BasicHeader.CONTINUE) != 0;
                yield endsAndGoesOn ? RejectReason.PROTOCOL_ERROR : NO_OBJECTION;
            }
            case Opcode.LOGOUT_REQUEST -> {
                int reason = request.flags() & REASON_MASK;
                if (reason > LAST_LOGOUT_REASON) {
                    yield RejectReason.PROTOCOL_ERROR;
                }
                yield discovery && reason != CLOSE_SESSION ? RejectReason.COMMAND_NOT_SUPPORTED : NO_OBJECTION;
            }
            default -> discovery ? RejectReason.COMMAND_NOT_SUPPORTED : NO_OBJECTION;
        };
    }
}
