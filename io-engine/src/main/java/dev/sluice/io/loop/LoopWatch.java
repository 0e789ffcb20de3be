package dev.sluice.io.loop;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the loops of a group once a second, and reports one that does not turn any more: all of its sessions hang for good, while
 * initiators take the server for alive. It counts its own looks, not time, so a process or a machine that was suspended is not
 * taken for a hung loop. A thread of its own.
 */
final class LoopWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopWatch.class);

    static final long PERIOD_MILLIS = 1000;

    /** Initiators ping after 5 s at the earliest, and take no answer for 5 s more for the end of a connection. */
    static final int LATE = 10;

    /** Longer than any system call of a loop takes on a machine that works, and than systemd waits where it watches (30 s). */
    static final int HUNG = 60;

    private final List<Watched> watched;
    private final long periodMillis;
    private final int late;
    private final int hung;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** A loop, and the task that shows that it turns. */
    private static final class Watched implements Runnable {
        private final StartedLoop started;
        private volatile boolean answered = true;
        private int misses;

        Watched(StartedLoop started) {
            this.started = started;
        }

        @Override
        public void run() {
            answered = true;
        }
    }

    LoopWatch(List<StartedLoop> loops, long periodMillis, int late, int hung) {
        assert late < hung : "a warning comes before the end";
        this.watched = loops.stream().map(Watched::new).toList();
        this.periodMillis = periodMillis;
        this.late = late;
        this.hung = hung;
    }

    /** Begins to look. */
    LoopWatch start(String name) {
        Thread.ofPlatform().daemon().name(name + "-watch").start(this::run);
        return this;
    }

    private void run() {
        try {
            while (!stopped.await(periodMillis, TimeUnit.MILLISECONDS)) {
                watched.forEach(this::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Watched one) {
        if (one.answered) {
            one.misses = 0;
            one.answered = false;
            one.started.loop().eventLoop().execute(one);
            return;
        }
        one.misses++;
        if (one.misses == late) {
            LOG.warn("{} does not turn", one.started.name(), stack(one));
        } else if (one.misses == hung) {
            FatalErrors.report(stack(one));
        }
    }

    private IllegalStateException stack(Watched one) {
        IllegalStateException where = new IllegalStateException(
                one.started.name() + " has not turned for " + one.misses * periodMillis / 1000 + " s; it is here:");
        where.setStackTrace(one.started.thread().getStackTrace());
        return where;
    }

    /** Looks no more. */
    @Override
    public void close() {
        stopped.countDown();
    }
}
