package dev.sluice.iscsi.request;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.connection.ControlPdu;
import dev.sluice.iscsi.connection.Rejects;
import dev.sluice.iscsi.connection.UnsentResponses;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.RejectReason;
import dev.sluice.iscsi.session.Session;
import dev.sluice.iscsi.taskmanagement.TaskManagementRequests;
import dev.sluice.iscsi.text.TextFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that are no SCSI commands (NOP-Out, text, task management, logout), but take their place in the order of CmdSN unless
 * they are immediate. Owner: the connection's loop thread.
 */
final class IscsiRequests {
    private static final Logger LOG = LoggerFactory.getLogger(IscsiRequests.class);

    private final Connection connection;
    private final Session session;
    private final Rejects rejects;
    private final TaskManagementRequests taskManagement;
    private final UnsentResponses owed;
    private final ControlRequests control;
    private final Logout logout;

    IscsiRequests(Connection connection, Session session, TargetList targets, Rejects rejects) {
        this.connection = connection;
        this.session = session;
        this.rejects = rejects;
        this.taskManagement = new TaskManagementRequests(connection, session);
        this.owed = new UnsentResponses(
                session.parameters().discovery(), () -> session.loop().execute(connection.io()::resume));
        this.control = new ControlRequests(connection, session, targets, owed);
        this.logout = new Logout(connection, session);
    }

    Connection connection() {
        return connection;
    }

    /** About once a second. */
    void keepAlive(long nowNanos) {
        control.keepAlive(nowNanos);
    }

    void askForLogout(int seconds) {
        control.askForLogout(seconds);
    }

    /** Responses on this connection that the initiator has not taken yet. */
    UnsentResponses owed() {
        return owed;
    }

    /** Takes a request with its data. */
    void arrived(BasicHeader header, byte[] data) {
        if (!header.isImmediate() && !session.order().isWanted(header.cmdSn())) {
            return;
        }
        int objection = RequestRules.objection(header, session.parameters().discovery());
        if (objection != RequestRules.NO_OBJECTION) {
            rejects.send(header, objection);
        } else if (header.opcode() == Opcode.TEXT_REQUEST) {
            text(header, data);
        } else if (header.isImmediate()) {
            perform(header, data);
        } else {
            session.order().arrived(new DeferredRequest(this, header, data));
        }
    }

    /** A rejected request has not arrived, in terms of CmdSN (RFC 7143 7.3): so the text is judged before its turn. */
    private void text(BasicHeader header, byte[] bytes) {
        ControlPdu answer;
        try {
            answer = control.text(header, bytes);
        } catch (TextFormatException e) {
            LOG.warn("{}: text request: {}", connection, e.getMessage());
            rejects.send(header, RejectReason.PROTOCOL_ERROR);
            return;
        }
        if (answer == null) {
            rejects.send(header, RejectReason.INVALID_PDU_FIELD);
        } else if (header.isImmediate()) {
            connection.io().send(answer);
        } else {
            session.order().arrived(new DeferredAnswer(session, connection, header.cmdSn(), answer));
        }
    }

    /** The turn of a request in the order of CmdSN. */
    void turn(BasicHeader header, byte[] data) {
        session.window().ended();
        if (!connection.io().isClosing()) {
            perform(header, data);
        }
    }

    private void perform(BasicHeader header, byte[] data) {
        switch (header.opcode()) {
            case Opcode.NOP_OUT -> control.nopOut(header, data);
            case Opcode.TASK_MANAGEMENT_REQUEST -> taskManagement.request(header);
            default -> logout.request(header);
        }
    }
}
