package dev.sluice.systemd;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that keeps asking whether the service is alive, and passes the good news on. */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Duration period;
    private final BooleanSupplier isAlive;
    private final Runnable ping;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Watchdog(Duration period, BooleanSupplier isAlive, Runnable ping) {
        this.period = period;
        this.isAlive = isAlive;
        this.ping = ping;
    }

    void start() {
        Thread.ofPlatform().daemon().name("systemd-watchdog").start(this::run);
    }

    /** Does not wait for the thread, which may be within {@code isAlive}. */
    void stop() {
        stopped.countDown();
    }

    private void run() {
        boolean wasAlive = true;
        try {
            do {
                boolean alive = ask();
                if (alive) {
                    ping.run();
                } else if (wasAlive) {
                    LOG.error("the service does not answer itself: systemd restarts it unless it recovers");
                }
                wasAlive = alive;
            } while (!stopped.await(period.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ask() {
        try {
            return isAlive.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.error("cannot find out if the service is alive", e);
            return false;
        }
    }
}
