package dev.sluice.io.loop;

import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Treatment of an error after which the state of the process is unknown, such as memory that has run out in the middle of a change: it
 * goes to the uncaught exception handler of its thread. A server installs one that ends the process, since half a server is worse than
 * none; who embeds loops decides by a handler of its own. Any thread.
 */
public final class FatalErrors {
    private static final Logger LOG = LoggerFactory.getLogger(FatalErrors.class);

    private FatalErrors() {}

    /** Returns true where {@code error} may have left a change half done: every error but a failed assertion, which ends the work of one owner, as an exception does. */
    static boolean isFatal(Throwable error) {
        return error instanceof Error && !(error instanceof AssertionError);
    }

    /** Hands {@code error} to the handler of this thread. Returns where that returns. */
    public static void report(Throwable error) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
    }

    /** As {@link #report}, where {@code error} is fatal; for those who catch all and go on. */
    public static void reportIfFatal(Throwable error) {
        if (isFatal(error)) {
            report(error);
        }
    }

    /**
     * {@code task} for an executor that would swallow what it throws, as Netty's loops and {@link ScheduledExecutorService} do: an exception
     * is logged, and a periodic task goes on; a fatal error is reported.
     */
    public static Runnable guarded(Runnable task) {
        return () -> run(task);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | AssertionError e) {
            LOG.error("a task failed by a fault of its own", e);
        } catch (Error e) {
            report(e);
        }
    }
}
