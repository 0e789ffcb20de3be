package dev.sluice.io.memory;

import dev.sluice.io.sys.Rings;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/**
 * The buffers of one loop, cut from memory that is allocated once and never grows, and the {@linkplain BufferShare shares} that
 * divide it.
 *
 * <p>The memory is a row of spans of 256 KiB. A span belongs to one share while a buffer of it is out, and serves one size class
 * (4 KiB to 256 KiB, powers of two) until it is at rest. A share always gets the spans of its guarantee, at once. Beyond that it may
 * borrow as long as it has borrowed less than would be left: so one greedy share takes half of what is not guaranteed, two take a third each, and
 * a newcomer always finds something (dynamic thresholds, Choudhury and Hahne 1998). A sixteenth of the spans is not lent in this way at all, so that
 * whoever borrows keeps no new share from being opened. In steady state nothing here allocates on the Java heap.
 *
 * <p>The invariant: free spans and spans at rest are together at least as many as the spans that shares are sure to get and do not use.
 *
 * <p>Not thread-safe: all calls come from the loop thread that owns the pool.
 */
public final class BufferPool {
    /** The largest buffer, in bytes. Longer transfers are made of several. */
    public static final int MAX_BUFFER_BYTES = SizeClass.bytes(SizeClass.COUNT - 1);

    /** A pool's memory is a multiple of this, in bytes: a huge page. */
    public static final int SLAB_BYTES = 2 << 20;

    /** Of so many spans one is kept for shares that are still to be opened: nobody borrows it. */
    private static final int KEPT_PART = 16;

    /** The unit of a guarantee, in bytes. */
    public static final int SPAN_BYTES = Span.BYTES;

    static {
        assert MAX_BUFFER_BYTES == SPAN_BYTES : "a share that is sure of one span gets a buffer of any size";
        assert SLAB_BYTES % SPAN_BYTES == 0 && Rings.MAX_BUFFER_BYTES % SPAN_BYTES == 0;
    }

    private final MemorySegment memory;
    private final Span[] spans;
    private final ArrayDeque<Span> free;
    /** Shares with requests that wait; each is served once before any is served again. */
    private final ArrayDeque<BufferShare> line = new ArrayDeque<>();

    /** The place of the span that was last taken from a share. */
    private int hand;
    /** Spans that are free or at rest. */
    private int available;
    /** Spans that shares are sure to get and do not use. */
    private int owed;

    private int outstanding;
    private int shares;
    private boolean serving;
    private boolean changedWhileServing;

    /**
     * @param memory the memory, zeroed or not, aligned to 4,096 and a multiple of {@link #SLAB_BYTES} long; it must
     *     outlive the pool
     */
    public BufferPool(MemorySegment memory) {
        if (memory.address() % 4096 != 0 || memory.byteSize() % SLAB_BYTES != 0 || memory.byteSize() == 0) {
            throw new IllegalArgumentException("buffer memory must be page-aligned and a multiple of 2 MiB: " + memory);
        }
        this.memory = memory;
        this.spans = new Span[Math.toIntExact(memory.byteSize() / SPAN_BYTES)];
        this.free = new ArrayDeque<>(spans.length);
        this.available = spans.length;
        for (int i = 0; i < spans.length; i++) {
            spans[i] = new Span(this, memory.asSlice((long) i * SPAN_BYTES, SPAN_BYTES));
            free.add(spans[i]);
        }
    }

    /**
     * A share that is sure to get {@code guaranteedBytes}, rounded up to whole spans, or null where the pool cannot promise as much any more.
     */
    public BufferShare open(long guaranteedBytes) {
        return open(guaranteedBytes, true);
    }

    /**
     * The same.
     *
     * @param mayTakeKept true where the promise may reach into the sixteenth that nobody borrows
     */
    public BufferShare open(long guaranteedBytes, boolean mayTakeKept) {
        int guaranteed = Math.toIntExact((guaranteedBytes + SPAN_BYTES - 1) / SPAN_BYTES);
        if (guaranteed > available - owed - (mayTakeKept ? 0 : kept())) {
            return null;
        }
        owed += guaranteed;
        shares++;
        return new BufferShare(this, guaranteed);
    }

    /** The one share of a pool that is not divided. */
    public BufferShare openWhole() {
        BufferShare whole = open(capacityBytes());
        if (whole == null) {
            throw new IllegalStateException("the pool is divided already");
        }
        return whole;
    }

    /** The number of buffers of {@code bytes} in a span. */
    public static int buffersPerSpan(int bytes) {
        return SPAN_BYTES / SizeClass.bytes(SizeClass.of(bytes));
    }

    /** The number of buffers that are out: 0 when all are home. */
    public int outstanding() {
        return outstanding;
    }

    /** The number of open shares. */
    public int shares() {
        return shares;
    }

    /** All memory of the pool, in bytes. */
    public long capacityBytes() {
        return memory.byteSize();
    }

    /** Memory of which no buffer is out, in bytes. */
    public long availableBytes() {
        return (long) available * SPAN_BYTES;
    }

    /** The memory that all buffers are cut from, for its registration with a ring. */
    public MemorySegment memory() {
        return memory;
    }

    /** The index of the pool's first buffer; see {@link IoBuffer#registeredIndex()}. */
    public int registeredIndex() {
        return spans[0].registeredIndex;
    }

    /**
     * Says that the owning loop's ring knows the first {@link Rings#MAX_BUFFER_BYTES} of {@link #memory()} as buffer
     * {@code index}, and what follows as the next ones; or, with -1, that it knows none of it.
     */
    public void registeredAs(int index) {
        for (int i = 0; i < spans.length; i++) {
            spans[i].registeredIndex =
                    index < 0 ? -1 : index + Math.toIntExact((long) i * SPAN_BYTES / Rings.MAX_BUFFER_BYTES);
        }
    }

    /** Returns true where {@code share} may put another span into use. */
    boolean maySpare(BufferShare share) {
        return share.owed() > 0 || share.borrowed() < available - owed - kept();
    }

    private int kept() {
        return spans.length / KEPT_PART;
    }

    /** A span that no share uses: one at rest where none is free. */
    Span lend() {
        Span span = free.poll();
        if (span == null) {
            span = nextAtRest();
            span.share.giveUp(span);
        }
        return span;
    }

    /** Goes round, so that each share loses a span before one loses two. */
    private Span nextAtRest() {
        do {
            hand = (hand + 1) % spans.length;
        } while (!spans[hand].isAtRest());
        return spans[hand];
    }

    void takeBack(Span span) {
        span.share = null;
        free.push(span);
    }

    /** Counts spans put into use, and what shares are sure to get. */
    void count(int used, int owedMore) {
        available -= used;
        owed += owedMore;
        assert available >= owed && owed >= 0 : available + " available, " + owed + " owed";
    }

    void handedOut() {
        outstanding++;
    }

    void comeHome(IoBuffer buffer) {
        outstanding--;
        BufferShare share = buffer.span.share;
        int before = available;
        share.comeHome(buffer);
        if (!line.isEmpty()) {
            if (available > before) {
                serveLine();
            } else {
                serve(share);
            }
        }
    }

    void closed(BufferShare share) {
        shares--;
        line.remove(share);
        serveLine();
    }

    void joinLine(BufferShare share) {
        if (!share.inLine) {
            share.inLine = true;
            line.add(share);
        }
    }

    boolean waitersBeside(BufferShare share) {
        return line.size() > (share.isWaiting() ? 1 : 0);
    }

    /** Serves one share that got something to give, or whose first request is another than before. */
    void serve(BufferShare share) {
        if (serving) {
            changedWhileServing = true;
            return;
        }
        serving = true;
        try {
            while (share.serveFirst()) {}
        } finally {
            serving = false;
            leaveLine(share);
        }
        if (changedWhileServing) {
            serveLine();
        }
    }

    /** Serves the shares that wait, one request each in turn, until none can be served. */
    private void serveLine() {
        if (serving) {
            changedWhileServing = true;
            return;
        }
        serving = true;
        try {
            int refused = 0;
            while (refused < line.size() || changedWhileServing) {
                if (changedWhileServing) {
                    changedWhileServing = false;
                    refused = 0;
                    if (line.isEmpty()) {
                        return;
                    }
                }
                BufferShare first = line.poll();
                boolean served;
                try {
                    served = first.serveFirst();
                } finally {
                    first.inLine = first.isWaiting();
                    if (first.inLine) {
                        line.add(first);
                    }
                }
                refused = served ? 0 : refused + 1;
            }
        } finally {
            serving = false;
        }
    }

    private void leaveLine(BufferShare share) {
        if (share.inLine && !share.isWaiting()) {
            share.inLine = false;
            line.remove(share);
        }
    }
}
