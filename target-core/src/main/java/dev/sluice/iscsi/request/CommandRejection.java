package dev.sluice.iscsi.request;

import dev.sluice.iscsi.pdu.RejectReason;

/** Reasons for which a SCSI Command PDU is rejected: the code in the Reject PDU, and the words in the log. */
enum CommandRejection {
    DISCOVERY_SESSION(RejectReason.COMMAND_NOT_SUPPORTED, false, "a SCSI command in a discovery session"),
    TAG_IN_USE(RejectReason.TASK_IN_PROGRESS, false, "a command with the Initiator Task Tag of an open one"),
    TOO_MANY_IMMEDIATE(RejectReason.TOO_MANY_IMMEDIATE_COMMANDS, false, "too many immediate commands at once"),
    RESERVED_TAG(RejectReason.INVALID_PDU_FIELD, true, "a command with the reserved Initiator Task Tag"),
    RESERVED_ATTRIBUTE(RejectReason.PROTOCOL_ERROR, true, "a task attribute whose code is reserved"),
    BIDIRECTIONAL(RejectReason.INVALID_PDU_FIELD, true, "a bidirectional command that does not say how much it reads"),
    DATA_WITHOUT_WRITE(RejectReason.PROTOCOL_ERROR, true, "immediate data of a command that does not write");

    private final int reason;
    private final boolean formatError;
    private final String words;

    CommandRejection(int reason, boolean formatError, String words) {
        this.reason = reason;
        this.formatError = formatError;
        this.words = words;
    }

    int reason() {
        return reason;
    }

    /**
     * Returns true if the PDU breaks the rules of its layout, after which the stream is not to be trusted: RFC 7143 7.7 ends the connection. After
     * any other Reject it goes on.
     */
    boolean isFormatError() {
        return formatError;
    }

    String words() {
        return words;
    }
}
