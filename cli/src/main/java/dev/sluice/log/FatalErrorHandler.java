package dev.sluice.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the process where a thread of a server has died, of whatever: initiators go to another path or come back to a new
 * process, while one that hangs in a half server waits for good. The message goes to standard error; where nobody reads
 * that, or no memory is left to say it, the process ends without it, in bounded time. Any thread.
 */
public final class FatalErrorHandler implements Thread.UncaughtExceptionHandler {
    /** The exit code of a process that ends so. */
    public static final int EXIT_CODE = 4;

    private static final Duration LOG_BOUND = Duration.ofMillis(500);
    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final byte[] WITHOUT_MEMORY =
            "sluice: no memory is left in the Java heap: the process ends with exit code 4\n"
                    .getBytes(StandardCharsets.US_ASCII);

    static {
        assert LOG_BOUND.compareTo(BOUND) < 0 : "the message has its turn behind the log's";
    }

    private final AtomicBoolean ending = new AtomicBoolean();
    private final Thread end = Thread.ofPlatform().daemon().name("sluice-end").unstarted(this::halt);

    /** Memory to say it with. */
    private volatile byte[] reserve = new byte[512 << 10];

    private FatalErrorHandler() {}

    /** Takes every error that a thread ends with, from now on; at the start of a server. */
    public static void install() {
        FatalErrorHandler words = new FatalErrorHandler();
        // Its classes are loaded now: later there may be no memory for them.
        message(Thread.currentThread(), new OutOfMemoryError());
        words.end.start();
        Thread.setDefaultUncaughtExceptionHandler(words);
    }

    /** Started at once: when it is needed no thread may be had any more. */
    private void halt() {
        while (!ending.get()) {
            LockSupport.park(this);
        }
        long deadline = System.nanoTime() + BOUND.toNanos();
        for (long left = BOUND.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        LockSupport.unpark(end);
        reserve = null;
        try {
            say(thread, error);
        } finally {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private static void say(Thread thread, Throwable error) {
        byte[] message;
        try {
            message = message(thread, error).getBytes(StandardCharsets.UTF_8);
            StandardStreams.LOG.flush(LOG_BOUND);
        } catch (OutOfMemoryError e) {
            message = WITHOUT_MEMORY;
        }
        try (FileOutputStream stream = new FileOutputStream(FileDescriptor.err)) {
            stream.write(message);
        } catch (IOException e) {
            // Nobody is there to be told.
        }
    }

    static String message(Thread thread, Throwable error) {
        StringBuilder text = new StringBuilder("sluice: the process ends with exit code ")
                .append(EXIT_CODE)
                .append(": the thread ")
                .append(thread.getName())
                .append(" has failed");
        if (error instanceof OutOfMemoryError) {
            text.append(" since memory has run out (")
                    .append(Runtime.getRuntime().maxMemory() >> 20)
                    .append(" MiB of Java heap): serve fewer sessions at once (--max-sessions), or give more with"
                            + " SLUICE_JAVA_OPTS=-Xmx1g");
        }
        text.append(":\n");
        StackTraceText.append(text, error);
        return text.toString();
    }
}
