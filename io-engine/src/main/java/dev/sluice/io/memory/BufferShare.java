package dev.sluice.io.memory;

import java.util.ArrayDeque;

/**
 * The part of a {@link BufferPool} that one user has: a guaranteed number of spans, and more while others leave them.
 *
 * <p>A span is used by one share at a time, so whoever keeps a small buffer keeps no memory from others but its own span. What cannot be
 * given at once is given in the order of asking, within the share; among shares that wait, each gets one buffer in turn.
 *
 * <p>Not thread-safe: all calls come from the loop thread that owns the pool.
 */
public final class BufferShare {
    private record Wait(int bytes, BufferWaiter waiter) {}

    private final BufferPool pool;
    private final int guaranteedSpans;
    /** By size class, the first of the spans in use that have a buffer to give. */
    private final Span[] giving = new Span[SizeClass.COUNT];
    /** By size class, the first of the spans that are at rest. */
    private final Span[] atRest = new Span[SizeClass.COUNT];

    private final ArrayDeque<Wait> waiting = new ArrayDeque<>();
    private int spansInUse;
    private int outstanding;
    private boolean closed;
    /** True while it stands in the pool's line of shares that wait. */
    boolean inLine;

    BufferShare(BufferPool pool, int guaranteedSpans) {
        this.pool = pool;
        this.guaranteedSpans = guaranteedSpans;
    }

    /**
     * A buffer of at least {@code bytes} (1 to {@link BufferPool#MAX_BUFFER_BYTES}), or null where the share may have none now or
     * waits already: then {@code waiter} stands in line and gets it later.
     */
    public IoBuffer acquire(int bytes, BufferWaiter waiter) {
        IoBuffer buffer = tryAcquire(bytes);
        if (buffer == null) {
            waiting.add(new Wait(bytes, waiter));
            pool.joinLine(this);
        }
        return buffer;
    }

    /** As {@link #acquire}, but null means no: nobody waits. */
    public IoBuffer tryAcquire(int bytes) {
        return waiting.isEmpty() ? take(bytes) : null;
    }

    /** Takes every waiting request of {@code waiter} out of the line. */
    public void cancel(BufferWaiter waiter) {
        if (!waiting.isEmpty() && waiting.removeIf(wait -> wait.waiter == waiter)) {
            pool.serve(this);
        }
    }

    /** The number of buffers that are out: 0 when all are home. */
    public int outstanding() {
        return outstanding;
    }

    /** The number of requests in line. */
    public int waiters() {
        return waiting.size();
    }

    /** The number of bytes that it has of the pool now, whole spans. */
    public long bytesInUse() {
        return (long) spansInUse * Span.BYTES;
    }

    /** Returns true where it has more than its guarantee, while another share waits. */
    public boolean isInTheWay() {
        return spansInUse > guaranteedSpans && pool.waitersBeside(this);
    }

    /**
     * Gives the guarantee back, and takes no further request. Buffers that are out come home as ever; nobody waits any more.
     */
    public void close() {
        assert !closed && waiting.isEmpty() : "closed twice, or while somebody waits";
        pool.count(0, -owed());
        closed = true;
        giveUpAll();
        pool.closed(this);
    }

    /** Spans that it is sure to get beyond those that it uses. */
    int owed() {
        return closed ? 0 : Math.max(0, guaranteedSpans - spansInUse);
    }

    /** Spans in use beyond the guarantee. */
    int borrowed() {
        return Math.max(0, spansInUse - guaranteedSpans);
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Gives the first in line what it waits for; false if that is not there. */
    boolean serveFirst() {
        Wait first = waiting.peek();
        IoBuffer buffer = first == null ? null : take(first.bytes);
        if (buffer == null) {
            return false;
        }
        waiting.remove();
        first.waiter.bufferGranted(buffer);
        return true;
    }

    private IoBuffer take(int bytes) {
        assert !closed : "asked after its end";
        if (bytes <= 0 || bytes > BufferPool.MAX_BUFFER_BYTES) {
            throw new IllegalArgumentException("no buffer of " + bytes + " bytes: 1 to " + BufferPool.MAX_BUFFER_BYTES);
        }
        int sizeClass = SizeClass.of(bytes);
        Span span = giving[sizeClass];
        if (span == null) {
            if (!pool.maySpare(this)) {
                return null;
            }
            span = begin(sizeClass);
        }
        IoBuffer buffer = span.take();
        if (!span.hasBuffer()) {
            remove(giving, span);
        }
        buffer.handOut();
        outstanding++;
        pool.handedOut();
        return buffer;
    }

    /** Puts a span into use: one of that class if there is one. */
    private Span begin(int sizeClass) {
        Span span = atRest[sizeClass];
        if (span == null) {
            span = anyAtRest();
        }
        if (span == null) {
            span = pool.lend();
            span.share = this;
        } else {
            remove(atRest, span);
        }
        spansInUse(spansInUse + 1);
        if (span.sizeClass != sizeClass) {
            span.cut(sizeClass);
        }
        add(giving, span);
        return span;
    }

    private Span anyAtRest() {
        for (Span first : atRest) {
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    private void spansInUse(int count) {
        int owedBefore = owed();
        int usedBefore = spansInUse;
        spansInUse = count;
        pool.count(count - usedBefore, owed() - owedBefore);
    }

    void comeHome(IoBuffer buffer) {
        Span span = buffer.span;
        boolean gave = span.hasBuffer();
        span.put(buffer);
        outstanding--;
        if (span.isAtRest()) {
            if (gave) {
                remove(giving, span);
            }
            rest(span);
        } else if (!gave) {
            add(giving, span);
        }
    }

    private void rest(Span span) {
        spansInUse(spansInUse - 1);
        if (closed) {
            pool.takeBack(span);
        } else {
            add(atRest, span);
        }
    }

    /** Gives up a span that is at rest. */
    void giveUp(Span span) {
        remove(atRest, span);
    }

    private void giveUpAll() {
        Span span;
        while ((span = anyAtRest()) != null) {
            giveUp(span);
            pool.takeBack(span);
        }
    }

    /** Puts a span at the head of the list of its size class. */
    private static void add(Span[] lists, Span span) {
        Span second = lists[span.sizeClass];
        span.next = second;
        if (second != null) {
            second.previous = span;
        }
        lists[span.sizeClass] = span;
    }

    private static void remove(Span[] lists, Span span) {
        if (span.previous == null) {
            lists[span.sizeClass] = span.next;
        } else {
            span.previous.next = span.next;
        }
        if (span.next != null) {
            span.next.previous = span.previous;
        }
        span.previous = null;
        span.next = null;
    }
}
