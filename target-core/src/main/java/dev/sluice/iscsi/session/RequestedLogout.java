package dev.sluice.iscsi.session;

import dev.sluice.io.loop.Ending;
import dev.sluice.iscsi.connection.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a session at an administrator's request: the initiator is asked to log out (RFC 7143 11.9.1, event 1). If it has not when the time is
 * over, no further commands are taken, those that were accepted get {@link #GRACE_SECONDS} to end, and the connections are closed
 * (event 3). What still goes on then is aborted. Owner: the session's loop thread.
 */
public final class RequestedLogout {
    static final int GRACE_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(RequestedLogout.class);

    private final Session session;
    private final String reason;

    private RequestedLogout(Session session, String reason) {
        this.session = session;
        this.reason = reason;
    }

    /**
     * Ends sessions. Any thread.
     *
     * @param bound time that initiators have to log out; zero does not ask them
     * @return completed, on any thread, when the last is gone, and nothing of it is under way
     */
    public static CompletableFuture<Void> to(Collection<Session> sessions, Duration bound, String reason) {
        return CompletableFuture.allOf(sessions.stream()
                .map(session -> new RequestedLogout(session, reason).begin(bound))
                .toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> begin(Duration bound) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        session.whenDrained(() -> gone.complete(null));
        session.loop().execute(() -> {
            LOG.info(
                    "{}: session {} of {} is to end: {}",
                    session.targetName(),
                    session.tsih(),
                    session.initiatorName(),
                    reason);
            Ending.run(
                    () -> Ending.forEach(session.connections(), connection -> session.journal()
                            .logoutRequested(reason)),
                    () -> ask(bound));
        });
        return gone;
    }

    private void ask(Duration bound) {
        if (bound.isZero() || session.parameters().discovery()) {
            finish();
        } else {
            Ending.run(() -> askForLogout(Math.clamp((bound.toMillis() + 999) / 1000, 1, 0xffff)), () -> session.loop()
                    .schedule(this::finish, bound.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private void askForLogout(int seconds) {
        for (Connection connection : session.connections()) {
            if (!connection.isLoggedOut()) {
                connection.shutdownRequested(seconds);
            }
        }
    }

    private void finish() {
        Ending.run(() -> session.finish(reason), () -> session.loop()
                .schedule(() -> session.giveUp(reason), GRACE_SECONDS, TimeUnit.SECONDS));
    }
}
