package dev.sluice.iscsi.session;

import dev.sluice.iscsi.pdu.RejectReason;

/** Why a SCSI Command PDU cannot be taken: for the initiator as a reason of Reject, for the log in words. */
enum Objection {
    DISCOVERY_SESSION(RejectReason.COMMAND_NOT_SUPPORTED, "a SCSI command in a discovery session"),
    TAG_IN_USE(RejectReason.TASK_IN_PROGRESS, "a command with the Initiator Task Tag of an open one"),
    TOO_MANY_IMMEDIATE(RejectReason.TOO_MANY_IMMEDIATE_COMMANDS, "too many immediate commands at once"),
    RESERVED_TAG(RejectReason.INVALID_PDU_FIELD, "a command with the reserved Initiator Task Tag"),
    RESERVED_ATTRIBUTE(RejectReason.PROTOCOL_ERROR, "a task attribute whose code is reserved"),
    BIDIRECTIONAL(RejectReason.INVALID_PDU_FIELD, "a bidirectional command that does not say how much it reads"),
    DATA_WITHOUT_WRITE(RejectReason.PROTOCOL_ERROR, "immediate data of a command that does not write");

    private final int reason;
    private final String words;

    Objection(int reason, String words) {
        this.reason = reason;
        this.words = words;
    }

    int reason() {
        return reason;
    }

    String words() {
        return words;
    }
}
