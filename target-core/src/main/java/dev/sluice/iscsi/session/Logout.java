package dev.sluice.iscsi.session;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;

/** Logout of a session or of one of its connections, RFC 7143 11.14 and 11.15. Owner: the session's loop thread. */
final class Logout {
    private static final int REASON_MASK = 0x7f;
    private static final int CLOSE_SESSION = 0;
    private static final int CLOSE_CONNECTION = 1;
    private static final int REMOVE_FOR_RECOVERY = 2;
    private static final int CID_OFFSET = 20;

    private static final int CLOSED = 0;
    private static final int CID_NOT_FOUND = 1;
    private static final int RECOVERY_NOT_SUPPORTED = 2;
    private static final int CLEANUP_FAILED = 3;
    private static final int RESPONSE_OFFSET = 2;
    private static final int TIME_TO_WAIT_OFFSET = 40;
    private static final int TIME_TO_RETAIN_OFFSET = 42;

    private final Connection connection;
    private final Session session;

    Logout(Connection connection, Session session) {
        this.connection = connection;
        this.session = session;
    }

    void request(BasicHeader request) {
        int tag = request.initiatorTaskTag();
        switch (request.flags() & REASON_MASK) {
            case CLOSE_SESSION -> {
                session.connections().others(connection).forEach(this::close);
                respond(tag, CLOSED);
                connection.loggedOut("logged out");
            }
            case CLOSE_CONNECTION -> closeConnection(tag, request.u16(CID_OFFSET));
            case REMOVE_FOR_RECOVERY -> removeForRecovery(tag, request.u16(CID_OFFSET));
            default -> respond(tag, CLEANUP_FAILED);
        }
    }

    private void closeConnection(int tag, int cid) {
        Connection closing = session.connections().find(cid);
        if (closing == null) {
            respond(tag, CID_NOT_FOUND);
        } else if (closing == connection) {
            respond(tag, CLOSED);
            connection.loggedOut("logged out");
        } else {
            close(closing);
            respond(tag, CLOSED);
        }
    }

    /** The tasks of the connection may then be reassigned. */
    private void removeForRecovery(int tag, int cid) {
        Connection lost = session.connections().find(cid);
        if (session.lostTasks() == null) {
            respond(tag, RECOVERY_NOT_SUPPORTED);
        } else if (lost == connection) {
            respond(tag, CLOSED);
            connection.io().closeAfterSending("removed for recovery");
        } else if (lost == null) {
            respond(tag, session.lostTasks().hasLost(cid) ? CLOSED : CID_NOT_FOUND);
        } else {
            session.lost(lost);
            lost.io().close("removed for recovery by another connection of the session");
            respond(tag, CLOSED);
        }
    }

    private void close(Connection other) {
        other.loggedOut("logged out by another connection of the session");
        session.leave(other);
    }

    private void respond(int tag, int response) {
        int wait = session.parameters().defaultTime2Wait();
        int retain = session.parameters().defaultTime2Retain();
        connection
                .io()
                .send(new ControlPdu(
                        connection.sequence(), Opcode.LOGOUT_RESPONSE, BasicHeader.FINAL, true, header -> header.u8(
                                        RESPONSE_OFFSET, response)
                                .initiatorTaskTag(tag)
                                .u16(TIME_TO_WAIT_OFFSET, wait)
                                .u16(TIME_TO_RETAIN_OFFSET, retain)));
    }
}
