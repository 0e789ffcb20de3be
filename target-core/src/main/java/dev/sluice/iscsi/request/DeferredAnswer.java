package dev.sluice.iscsi.request;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.connection.ControlPdu;
import dev.sluice.iscsi.session.Session;
import dev.sluice.iscsi.task.SequencedRequest;

/** The answer to a text request that has come before its turn, RFC 7143 4.2.2.1. Owner: the session's loop thread. */
record DeferredAnswer(Session session, Connection connection, int cmdSn, ControlPdu answer)
        implements SequencedRequest {
    @Override
    public void turn() {
        session.window().ended();
        connection.io().send(answer);
    }

    @Override
    public void turnLost() {
        answer.dropped();
    }
}
