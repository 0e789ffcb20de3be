package dev.sluice.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscArrayQueue;

/**
 * A way out of the process that nobody waits for: any thread puts in, and one thread writes, which alone waits while nobody reads
 * at the other end. It begins with the first item.
 *
 * <p>The queue has {@link #ITEMS} places. What finds none is dropped and counted, and the count is written behind what found one, as
 * soon as somebody reads again.
 */
final class AsyncWriter {
    /** A line of the log has at most 2,048 characters, so this is 8 MiB of memory at the most, and 25 s of 80 lines. */
    static final int ITEMS = 2048;

    /** Limit of one write in characters: many lines, and no more than a pipe takes. */
    private static final int BATCH_CHARS = 64 << 10;

    private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();
    private static final long NOTICE_NANOS = Duration.ofSeconds(1).toNanos();

    /** Something to write. */
    @FunctionalInterface
    interface Item {
        void appendTo(StringBuilder text);
    }

    /** Text beside the items: the count of dropped ones, and notices from time to time. Called by the writer's thread. */
    interface Notices {
        /** Appends the text for {@code count} items that found no place. */
        void dropped(StringBuilder text, long count);

        /** Returns true if a notice can come within a second. */
        boolean mayCome();

        /** @param isLast true if the process ends, so that nothing can be told later */
        void tell(StringBuilder text, boolean isLast);
    }

    private final MpscArrayQueue<Item> items = new MpscArrayQueue<>(ITEMS);
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicLong flushesAsked = new AtomicLong();
    private final OutputStream stream;
    private final Notices notices;
    private final Thread writer;
    private volatile long flushesDone;
    private volatile boolean asleep;

    AsyncWriter(String name, OutputStream stream, Notices notices) {
        this.stream = stream;
        this.notices = notices;
        this.writer = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /** Puts an item in, or counts it where there is no place. Never waits. Any thread. */
    void put(Item item) {
        if (!items.offer(item)) {
            dropped.incrementAndGet();
        }
        wake();
    }

    private void wake() {
        if (!started.get() && started.compareAndSet(false, true)) {
            writer.start();
        } else if (asleep) {
            LockSupport.unpark(writer);
        }
    }

    /** Waits until all that was put in before is written, with the last notices; {@code bound} at the most. Any thread but the writer's. */
    boolean flush(Duration bound) {
        if (Thread.currentThread() == writer) {
            return false;
        }
        long deadline = System.nanoTime() + bound.toNanos();
        long ticket = flushesAsked.incrementAndGet();
        wake();
        LockSupport.unpark(writer);
        while (flushesDone < ticket) {
            if (System.nanoTime() - deadline >= 0 || writer.getState() == Thread.State.TERMINATED) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    private void run() {
        StringBuilder text = new StringBuilder();
        while (true) {
            long asked = flushesAsked.get();
            long count = fill(text);
            boolean isEmpty = items.isEmpty();
            notices.tell(text, isEmpty && asked > flushesDone);
            if (!text.isEmpty()) {
                write(text, count);
                text.setLength(0);
            }
            if (isEmpty) {
                flushesDone = asked;
                sleep();
            }
        }
    }

    private long fill(StringBuilder text) {
        long count = 0;
        Item item;
        while (text.length() < BATCH_CHARS && (item = items.poll()) != null) {
            item.appendTo(text);
            count++;
        }
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            notices.dropped(text, lost);
        }
        return count;
    }

    private void write(StringBuilder text, long count) {
        try {
            stream.write(text.toString().getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException e) {
            // Nobody is there to be told: the count is, if somebody comes.
            dropped.addAndGet(count);
        }
    }

    /** A thread that puts an item in after the flag is set wakes this one; an item put in before is seen here. */
    private void sleep() {
        asleep = true;
        if (items.isEmpty() && flushesAsked.get() == flushesDone) {
            if (notices.mayCome()) {
                LockSupport.parkNanos(this, NOTICE_NANOS);
            } else {
                LockSupport.park(this);
            }
        }
        asleep = false;
    }
}
