package dev.sluice.target;

import dev.sluice.iscsi.node.IscsiServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shutdown of a server: first of sessions, then of tasks, then of the caches of devices. One thread. */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
    private static final Duration LAST_CHANCE = Duration.ofMillis(200);

    private final IscsiServer iscsi;
    private final UnitRegistry units;
    private final Duration bound;
    private final long start = System.nanoTime();

    Shutdown(IscsiServer iscsi, UnitRegistry units, Duration bound) {
        this.iscsi = iscsi;
        this.units = units;
        this.bound = bound;
    }

    /** True if all came to rest in time. */
    boolean run() {
        long third = bound.toNanos() / 3;
        iscsi.askForLogout((int) Math.max(1, bound.toSeconds() / 3));
        awaitLogouts(start + third);
        CompletableFuture<Void> sessionsGone = iscsi.finishSessions();
        boolean clean = await(sessionsGone, start + 2 * third);
        if (!clean) {
            LOG.warn("some commands did not end in time and are aborted");
            iscsi.closeConnections();
            await(sessionsGone, start + 3 * third);
        }
        clean &= await(units.stop(), start + 3 * third);
        clean &= await(units.flush(), start + 3 * third);
        return clean;
    }

    private void awaitLogouts(long deadline) {
        try {
            while (iscsi.sessionCount() > 0 && System.nanoTime() - deadline < 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean await(CompletableFuture<Void> future, long deadline) {
        try {
            future.get(Math.max(deadline - System.nanoTime(), LAST_CHANCE.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            LOG.debug("timed out", e);
        } catch (ExecutionException e) {
            LOG.error("while stopping", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
