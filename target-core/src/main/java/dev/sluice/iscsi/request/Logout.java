package dev.sluice.iscsi.request;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.connection.ControlPdu;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.LogoutRequestPdu;
import dev.sluice.iscsi.pdu.LogoutResponsePdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.session.Session;

/** Logout of a session or of one of its connections, RFC 7143 11.14 and 11.15. Owner: the session's loop thread. */
final class Logout {
    private final Connection connection;
    private final Session session;

    Logout(Connection connection, Session session) {
        this.connection = connection;
        this.session = session;
    }

    void request(BasicHeader request) {
        int tag = request.initiatorTaskTag();
        switch (LogoutRequestPdu.reason(request)) {
            case LogoutRequestPdu.CLOSE_SESSION -> {
                session.connections().others(connection).forEach(this::close);
                respond(tag, LogoutResponsePdu.CLOSED);
                connection.loggedOut("logged out");
            }
            case LogoutRequestPdu.CLOSE_CONNECTION -> closeConnection(tag, LogoutRequestPdu.cid(request));
            case LogoutRequestPdu.REMOVE_FOR_RECOVERY -> removeForRecovery(tag, LogoutRequestPdu.cid(request));
            default -> respond(tag, LogoutResponsePdu.CLEANUP_FAILED);
        }
    }

    private void closeConnection(int tag, int cid) {
        Connection closing = session.connections().find(cid);
        if (closing == null) {
            respond(tag, LogoutResponsePdu.CID_NOT_FOUND);
        } else if (closing == connection) {
            respond(tag, LogoutResponsePdu.CLOSED);
            connection.loggedOut("logged out");
        } else {
            close(closing);
            respond(tag, LogoutResponsePdu.CLOSED);
        }
    }

    /** The tasks of the connection may then be reassigned. */
    private void removeForRecovery(int tag, int cid) {
        Connection lost = session.connections().find(cid);
        if (session.lostTasks() == null) {
            respond(tag, LogoutResponsePdu.RECOVERY_NOT_SUPPORTED);
        } else if (lost == connection) {
            respond(tag, LogoutResponsePdu.CLOSED);
            connection.io().closeAfterSending("removed for recovery");
        } else if (lost == null) {
            respond(tag, session.lostTasks().hasLost(cid) ? LogoutResponsePdu.CLOSED : LogoutResponsePdu.CID_NOT_FOUND);
        } else {
            session.lost(lost);
            lost.io().close("removed for recovery by another connection of the session");
            respond(tag, LogoutResponsePdu.CLOSED);
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
                .send(new ControlPdu(connection.sequence(), Opcode.LOGOUT_RESPONSE, BasicHeader.FINAL, true, header -> {
                    LogoutResponsePdu.response(header.initiatorTaskTag(tag), response);
                    LogoutResponsePdu.times(header, wait, retain);
                }));
    }
}
