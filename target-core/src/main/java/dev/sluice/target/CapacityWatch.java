package dev.sluice.target;

import dev.sluice.io.loop.FatalErrors;
import dev.sluice.scsi.unit.LogicalUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then at what changes behind logical units without a command: the sizes of devices, the space that is left. Each unit has its
 * turn every 2 s, or, with more than {@value #MOST_PER_SECOND} units a second, later. Any thread.
 */
final class CapacityWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CapacityWatch.class);
    private static final int TURNS_PER_SECOND = 10;
    private static final int TURNS_PER_ROUND = 2 * TURNS_PER_SECOND;
    private static final int MOST_PER_SECOND = 1000;

    /** Guarded by this. */
    private final List<LogicalUnit> units = new ArrayList<>();

    /** Guarded by this. */
    private LogicalUnit lookedAt;

    /** Held while a unit is looked at, which may take long where a device hangs. */
    private final Object looking = new Object();

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sluice-watch").factory());
    private int next;

    CapacityWatch() {
        long period = TimeUnit.SECONDS.toNanos(1) / TURNS_PER_SECOND;
        executor.scheduleWithFixedDelay(FatalErrors.guarded(this::turn), period, period, TimeUnit.NANOSECONDS);
    }

    synchronized void add(LogicalUnit unit) {
        units.add(unit);
    }

    /** It may be looked at once more: see {@link #awaitEnd}. */
    synchronized void remove(LogicalUnit unit) {
        units.remove(unit);
    }

    /** Returns when a unit that was removed is not looked at any more. */
    void awaitEnd(LogicalUnit removed) {
        if (isLookedAt(removed)) {
            synchronized (looking) {
                LOG.debug("{} was looked at", removed.device().description());
            }
        }
    }

    private synchronized boolean isLookedAt(LogicalUnit unit) {
        return lookedAt == unit;
    }

    private void turn() {
        int share = Math.ceilDiv(size(), TURNS_PER_ROUND);
        for (int i = Math.min(share, MOST_PER_SECOND / TURNS_PER_SECOND); i > 0; i--) {
            lookAtNext();
        }
    }

    private synchronized int size() {
        return units.size();
    }

    private void lookAtNext() {
        synchronized (looking) {
            LogicalUnit unit = takeNext();
            if (unit != null) {
                look(unit);
            }
        }
    }

    private synchronized LogicalUnit takeNext() {
        if (units.isEmpty()) {
            lookedAt = null;
        } else {
            next = next < units.size() ? next : 0;
            lookedAt = units.get(next++);
        }
        return lookedAt;
    }

    private static void look(LogicalUnit unit) {
        try {
            unit.refreshCapacity();
            unit.watchSpace();
        } catch (RuntimeException e) {
            LOG.error("cannot look at {}", unit.device().description(), e);
        }
    }

    /** Returns when it does not look any more. */
    @Override
    public void close() {
        executor.close();
    }
}
