package dev.sluice.iscsi.session;

import java.util.concurrent.TimeUnit;

/** What a session does not wait for without end: announced data, and the CmdSN that is due. Owner: the session's loop thread. */
final class SessionDeadlines {
    private final Session session;
    private final DataOutDeadline dataOut;
    private int expCmdSn;
    private long sinceNanos;

    SessionDeadlines(Session session) {
        this.session = session;
        this.dataOut = new DataOutDeadline(session);
    }

    /** About once a second. */
    void tick(long nowNanos) {
        dataOut.tick(nowNanos);
        int due = session.window().expCmdSn();
        if (due != expCmdSn || !session.order().hasEarly()) {
            expCmdSn = due;
            sinceNanos = nowNanos;
        } else if (nowNanos - sinceNanos > gapLimitNanos()) {
            session.drop("the request with CmdSN " + Integer.toUnsignedString(due)
                    + " does not come, and later ones wait for it");
        }
    }

    /** A single connection keeps its order: what is missing there was rejected, and the initiator knows. Elsewhere it may be on its way. */
    private long gapLimitNanos() {
        int seconds = session.keepAlive().timeoutSeconds();
        if (session.recovers() || session.connections().size() > 1) {
            seconds = 2 * seconds
                    + session.parameters().defaultTime2Wait()
                    + session.parameters().defaultTime2Retain();
        }
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
