package dev.sluice.iscsi.request;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.RejectReason;
import dev.sluice.iscsi.pdu.ScsiResponsePdu;
import dev.sluice.iscsi.pdu.SnackRequestPdu;
import dev.sluice.iscsi.recovery.Retransmission;
import dev.sluice.iscsi.recovery.SentData;
import dev.sluice.iscsi.recovery.SentLog;
import dev.sluice.iscsi.recovery.SentPdu;
import dev.sluice.iscsi.recovery.StatusSequence;
import dev.sluice.iscsi.session.Session;
import dev.sluice.iscsi.task.ScsiExchange;
import java.util.ArrayList;
import java.util.List;

/** SNACK, RFC 7143 11.16: what an initiator has not got, or has. From error recovery level 1 on. Owner: the session's loop thread. */
final class SnackRequests {
    /** It has been done. */
    static final int ACCEPTED = -1;

    private final Connection connection;
    private final Session session;

    SnackRequests(Connection connection, Session session) {
        this.connection = connection;
        this.session = session;
    }

    /** Does what is asked for; returns {@link #ACCEPTED} or the reason for a Reject. */
    int request(BasicHeader header) {
        int begin = SnackRequestPdu.begRun(header);
        int length = SnackRequestPdu.runLength(header);
        return switch (SnackRequestPdu.type(header)) {
            case SnackRequestPdu.DATA_OR_R2T -> data(header.initiatorTaskTag(), begin, length);
            case SnackRequestPdu.STATUS -> status(begin, length);
            case SnackRequestPdu.DATA_ACK -> dataAck(header.targetTransferTag(), begin);
            case SnackRequestPdu.R_DATA -> resegmented(header.initiatorTaskTag(), SnackRequestPdu.snackTag(header));
            default -> RejectReason.INVALID_PDU_FIELD;
        };
    }

    private SentData dataOf(int taskTag) {
        ScsiExchange command = session.commands().find(taskTag);
        if (command != null) {
            return command.connection() == connection ? command.sentData() : null;
        }
        SentLog.Entry ended = connection.sequence().log().findTask(taskTag);
        return ended == null ? null : ended.data();
    }

    private int data(int taskTag, int begin, int length) {
        SentData data = dataOf(taskTag);
        if (data == null) {
            return RejectReason.PROTOCOL_ERROR;
        }
        int from = begin == 0 && length == 0 ? data.first() : begin;
        long count = length == 0 ? data.next() - from : Integer.toUnsignedLong(length);
        if (!data.has(from, count)) {
            return RejectReason.PROTOCOL_ERROR;
        }
        List<SentPdu> run = data.retain(from, (int) count);
        return run == null ? RejectReason.SNACK_REJECT : send(run);
    }

    private int send(List<SentPdu> run) {
        connection.io().send(new Retransmission(connection.sequence(), run));
        return ACCEPTED;
    }

    private int status(int begin, int length) {
        StatusSequence sequence = connection.sequence();
        boolean all = begin == 0 && length == 0;
        int from = all ? sequence.expStatSn() : begin;
        int to = length == 0 ? sequence.statSn() : begin + length;
        List<SentPdu> run = sequence.log().retain(from, to);
        return run == null ? RejectReason.PROTOCOL_ERROR : send(run);
    }

    private int dataAck(int transferTag, int next) {
        SentData data = session.commands().findData(transferTag);
        if (data == null) {
            data = connection.sequence().log().findData(transferTag);
        }
        boolean valid = data != null && transferTag != BasicHeader.NO_TAG && data.acknowledge(next);
        return valid ? ACCEPTED : RejectReason.INVALID_DATA_ACK;
    }

    /** All unacknowledged data again, cut for what the initiator takes now, and a response with the tag of this request. */
    private int resegmented(int taskTag, int snackTag) {
        SentData data = dataOf(taskTag);
        if (data == null || snackTag == 0 || snackTag == BasicHeader.NO_TAG) {
            return RejectReason.PROTOCOL_ERROR;
        }
        int maxLength = connection.parameters().initiatorMaxRecvDataSegmentLength();
        if (data.asksForData()
                || !data.resegment(maxLength, session.parameters().maxBurstLength())) {
            return RejectReason.SNACK_REJECT;
        }
        List<SentPdu> pdus = new ArrayList<>(data.retain(data.first(), data.size()));
        ScsiExchange command = session.commands().find(taskTag);
        if (command != null) {
            command.resegmented(snackTag);
        } else {
            SentPdu response = connection.sequence().log().findTask(taskTag).response();
            response.set(ScsiResponsePdu.SNACK_TAG_OFFSET, snackTag);
            response.set(ScsiResponsePdu.EXP_DATA_SN_OFFSET, data.next());
            pdus.add(response.retain());
        }
        return send(pdus);
    }
}
