package dev.sluice.iscsi.session;

import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.pdu.CommandWindow;
import java.util.concurrent.TimeUnit;

/** Time limits of a session: for announced Data-Out, and for the request with the expected CmdSN. Owner: the session's loop thread. */
final class SessionDeadlines {
    private final SessionParameters parameters;
    private final CommandWindow window;
    private final CommandOrder order;
    private final SessionConnections connections;
    private final DataOutDeadline dataOut;
    private int expCmdSn;
    private long sinceNanos;

    SessionDeadlines(
            SessionParameters parameters,
            CommandWindow window,
            CommandOrder order,
            SessionConnections connections,
            DataOutDeadline dataOut) {
        this.parameters = parameters;
        this.window = window;
        this.order = order;
        this.connections = connections;
        this.dataOut = dataOut;
    }

    /**
     * Returns the reason why the session has to end, or null. About once a second.
     *
     * @param timeoutSeconds the time limit of the keep-alive
     */
    String fault(long nowNanos, int timeoutSeconds) {
        String fault = dataOut.fault(nowNanos);
        int expected = window.expCmdSn();
        if (expected != expCmdSn || !order.hasEarly()) {
            expCmdSn = expected;
            sinceNanos = nowNanos;
        } else if (fault == null && nowNanos - sinceNanos > gapLimitNanos(timeoutSeconds)) {
            fault = "the request with CmdSN " + Integer.toUnsignedString(expected)
                    + " does not come, and later ones wait for it";
        }
        return fault;
    }

    /** A single connection keeps its order: a request missing there was rejected. On several connections it may still be on its way. */
    private long gapLimitNanos(int timeoutSeconds) {
        int seconds = timeoutSeconds;
        if (parameters.errorRecoveryLevel() > 0 || connections.size() > 1) {
            seconds = 2 * seconds + parameters.defaultTime2Wait() + parameters.defaultTime2Retain();
        }
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
