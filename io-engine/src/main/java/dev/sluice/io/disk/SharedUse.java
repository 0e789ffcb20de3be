package dev.sluice.io.disk;

import java.util.concurrent.TimeUnit;

/** Users of a thing that can be closed while they use it: it is closed when the last has left. Any thread. */
final class SharedUse {
    /** Time that a closer waits for the users. */
    private static final long PATIENCE_MS = 1000;

    private int inside;
    private Runnable ending;
    private boolean ended;

    /** Returns true where it is open; a user that enters leaves. */
    synchronized boolean enter() {
        if (ending != null || ended) {
            return false;
        }
        inside++;
        return true;
    }

    void leave() {
        Runnable last;
        synchronized (this) {
            inside--;
            notifyAll();
            last = takeIfEmpty();
        }
        run(last);
    }

    /** Lets nobody in any more, and closes when nobody is inside: soon, or when the one who hangs leaves. Once. */
    void end(Runnable close) {
        Runnable now;
        synchronized (this) {
            if (ended || ending != null) {
                return;
            }
            ending = close;
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
            boolean interrupted = false;
            for (long left = PATIENCE_MS; inside > 0 && left > 0 && !interrupted; ) {
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            now = takeIfEmpty();
        }
        run(now);
    }

    private Runnable takeIfEmpty() {
        if (inside > 0 || ending == null) {
            return null;
        }
        Runnable taken = ending;
        ending = null;
        ended = true;
        return taken;
    }

    private static void run(Runnable close) {
        if (close != null) {
            close.run();
        }
    }
}
