package dev.sluice.iscsi.session;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.RejectReason;
import dev.sluice.iscsi.text.TextFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that are no SCSI commands (NOP-Out, text, task management, logout), but take their place in the order of CmdSN unless
 * they are immediate. Owner: the connection's loop thread.
 */
final class IscsiRequests {
    private static final Logger LOG = LoggerFactory.getLogger(IscsiRequests.class);

    private final LoopSessions sessions;
    private final Connection connection;
    private final Session session;
    private final Rejects rejects;
    private final TaskManagementRequests taskManagement;
    private final ControlRequests control;
    private final Logout logout;

    IscsiRequests(LoopSessions sessions, Connection connection, Session session, Rejects rejects) {
        this.sessions = sessions;
        this.connection = connection;
        this.session = session;
        this.rejects = rejects;
        this.taskManagement = new TaskManagementRequests(connection, session);
        this.control = new ControlRequests(sessions, connection, session);
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

    /** Takes a request, and one reference of its data, which may be null. */
    void arrived(BasicHeader header, IoBuffer data) {
        if (!header.isImmediate() && !session.order().isWanted(header.cmdSn())) {
            release(data);
            return;
        }
        int objection = RequestRules.objection(header, session.parameters().discovery());
        if (objection != RequestRules.NO_OBJECTION) {
            release(data);
            rejects.send(header, objection);
        } else if (header.opcode() == Opcode.TEXT_REQUEST) {
            text(header, ControlData.bytes(data, header));
        } else if (header.isImmediate()) {
            perform(header, data);
        } else {
            DeferredRequest request = new DeferredRequest(this, sessions.controlBuffers(), header, data);
            session.order().arrived(request);
            request.setAside();
        }
    }

    /** What is rejected has not arrived as far as CmdSN goes (RFC 7143 7.3): so the text is judged before its turn. */
    private void text(BasicHeader header, byte[] bytes) {
        Runnable answer;
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
            answer.run();
        } else {
            session.order().arrived(new DeferredAnswer(session, connection, header.cmdSn(), answer));
        }
    }

    /** The turn of a request in the order of CmdSN. */
    void turn(BasicHeader header, IoBuffer data) {
        session.window().ended();
        if (connection.io().isClosing()) {
            release(data);
        } else {
            perform(header, data);
        }
    }

    private static void release(IoBuffer data) {
        if (data != null) {
            data.release();
        }
    }

    private void perform(BasicHeader header, IoBuffer data) {
        switch (header.opcode()) {
            case Opcode.NOP_OUT -> control.nopOut(header, data);
            case Opcode.TASK_MANAGEMENT_REQUEST -> taskManagement.request(header);
            default -> logout.request(header);
        }
    }
}
