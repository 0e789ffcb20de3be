package dev.sluice.iscsi.request;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.LogoutRequestPdu;
import dev.sluice.iscsi.pdu.NopOutPdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.RejectReason;
import dev.sluice.iscsi.pdu.TextRequestPdu;

/** Rules for the headers of requests other than SCSI commands. */
final class RequestRules {
    static final int NO_OBJECTION = 0;

    private RequestRules() {}

    /**
     * The reason to reject a request, RFC 7143 11.17.1.
     *
     * @param discovery true in a discovery session, which may send SendTargets and logout only (RFC 7143 4.3)
     */
    static int objection(BasicHeader request, boolean discovery) {
        return switch (request.opcode()) {
            case Opcode.NOP_OUT ->
                discovery && NopOutPdu.isPing(request) ? RejectReason.COMMAND_NOT_SUPPORTED : NO_OBJECTION;
            case Opcode.TEXT_REQUEST -> {
                boolean endsAndGoesOn = request.isFinal() && TextRequestPdu.isContinued(request);
                yield endsAndGoesOn ? RejectReason.PROTOCOL_ERROR : NO_OBJECTION;
            }
            case Opcode.LOGOUT_REQUEST -> {
                int reason = LogoutRequestPdu.reason(request);
                if (reason > LogoutRequestPdu.REMOVE_FOR_RECOVERY) {
                    yield RejectReason.PROTOCOL_ERROR;
                }
                yield discovery && reason != LogoutRequestPdu.CLOSE_SESSION
                        ? RejectReason.COMMAND_NOT_SUPPORTED
                        : NO_OBJECTION;
            }
            default -> discovery ? RejectReason.COMMAND_NOT_SUPPORTED : NO_OBJECTION;
        };
    }
}
