package dev.sluice.perf.peer;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A well-behaved client that measures the effect of others on it: the time of each exchange, failures, and data that differ from those
 * that were written. After a failure it begins again. Runs on a thread of its own; any thread may read its report.
 */
public abstract class Observer implements Runnable {
    private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String name;
    private final long pauseNanos;
    private volatile boolean stopping;
    private long exchanges;
    private long longestNanos;
    private long errors;
    private long mismatches;
    private String fault;
    private long startedNanos;
    private boolean waiting;

    /**
     * The measurements of an observer.
     *
     * @param exchanges that ended
     * @param longestMillis the longest of them, or of one that has not ended
     * @param fault the first that went wrong, or null
     */
    public record Report(String name, long exchanges, long longestMillis, long errors, long mismatches, String fault) {}

    /** An exchange with the server. */
    protected interface Exchange<T> {
        /** Waits for its end. */
        T run() throws IOException;
    }

    /** @param pauseMillis between two turns */
    protected Observer(String name, int pauseMillis) {
        this.name = name;
        this.pauseNanos = TimeUnit.MILLISECONDS.toNanos(pauseMillis);
    }

    /** Begins; what is returned is closed at the end and after a failure. */
    protected abstract Closeable begin() throws IOException;

    /** One turn: an exchange or a few. */
    protected abstract void turn() throws IOException;

    @Override
    public final void run() {
        while (!stopping) {
            try {
                takeTurns(begin());
            } catch (IOException | RuntimeException e) {
                failed(e);
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
            }
        }
    }

    private void takeTurns(Closeable begun) throws IOException {
        try {
            while (!stopping) {
                turn();
                LockSupport.parkNanos(pauseNanos);
            }
        } finally {
            begun.close();
        }
    }

    /** Carries an exchange out and notes how long it takes. */
    protected final <T> T timed(Exchange<T> exchange) throws IOException {
        synchronized (this) {
            waiting = true;
            startedNanos = System.nanoTime();
        }
        try {
            return exchange.run();
        } finally {
            synchronized (this) {
                waiting = false;
                exchanges++;
                longestNanos = Math.max(longestNanos, System.nanoTime() - startedNanos);
            }
        }
    }

    private synchronized void failed(Exception e) {
        errors++;
        note(e instanceof IOException ? e.getMessage() : e.toString());
    }

    /** Notes that data are not those that were written. */
    protected final synchronized void mismatch(String where) {
        mismatches++;
        note(where);
    }

    private void note(String what) {
        fault = fault == null ? String.valueOf(what) : fault;
    }

    /** Lets the thread end after its exchange. */
    public final void stop() {
        stopping = true;
    }

    /** The measurements since the start, or since {@link #forget}. */
    public final synchronized Report report() {
        long longest = waiting ? Math.max(longestNanos, System.nanoTime() - startedNanos) : longestNanos;
        return new Report(name, exchanges, TimeUnit.NANOSECONDS.toMillis(longest), errors, mismatches, fault);
    }

    /** Begins to note anew. */
    public final synchronized void forget() {
        exchanges = 0;
        longestNanos = 0;
        errors = 0;
        mismatches = 0;
        fault = null;
    }
}
