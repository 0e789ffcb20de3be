package dev.sluice.log;

import dev.sluice.text.Peer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bounds how often lines of one kind are written, a kind being one statement of the program, so that a stranger who connects or
 * fails a thousand times a second leaves no more than a few lines and a count. Lines about a peer are counted by its address, too: a
 * flood from one does not hide what others do.
 *
 * <p>Any thread, without locks; races at the end of a window let a line more pass, which does no harm.
 */
final class LineLimit {
    static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Lines of a kind from one address in a window. */
    static final int OF_ADDRESS = 30;

    /** Lines of a kind from all addresses in a window. */
    static final int OF_PEERS = 300;

    /** Lines of a kind that is about no peer: what administrators do to a thousand disks is told of each. */
    static final int OF_KIND = 1000;

    /** A stack trace is as long as some lines, so fewer of them pass. */
    static final int TRACE_WEIGHT = 10;

    /** Addresses that are counted apart; beyond, the bound of all addresses alone holds. */
    private static final int MAX_ADDRESSES = 1024;

    private final AtomicInteger written = new AtomicInteger();
    private final LongAdder suppressed = new LongAdder();
    private final ConcurrentHashMap<InetAddress, AtomicInteger> byAddress = new ConcurrentHashMap<>();
    private final AtomicLong began;
    private volatile LogLine example;

    LineLimit(long nowNanos) {
        began = new AtomicLong(nowNanos);
    }

    static {
        assert OF_ADDRESS < OF_PEERS && OF_PEERS < OF_KIND : "one address leaves room for others";
        assert OF_ADDRESS >= TRACE_WEIGHT : "one stack trace passes";
    }

    /** Returns true if a line is to be written now; a line that is not written is counted. */
    boolean admits(Peer peer, boolean hasTrace, long nowNanos) {
        long start = began.get();
        if (nowNanos - start >= WINDOW_NANOS && !hasUntold() && began.compareAndSet(start, nowNanos)) {
            byAddress.clear();
            example = null;
            written.set(0);
        }
        int weight = hasTrace ? TRACE_WEIGHT : 1;
        if (peer != null && !admitsFrom(peer, weight)
                || written.addAndGet(weight) > (peer == null ? OF_KIND : OF_PEERS)) {
            suppressed.increment();
            return false;
        }
        return true;
    }

    private boolean admitsFrom(Peer peer, int weight) {
        InetSocketAddress at = peer.remoteAddress();
        if (at == null || at.getAddress() == null) {
            return true;
        }
        AtomicInteger count = byAddress.get(at.getAddress());
        if (count == null) {
            if (byAddress.size() >= MAX_ADDRESSES) {
                return true;
            }
            count = byAddress.computeIfAbsent(at.getAddress(), ignored -> new AtomicInteger());
        }
        return count.addAndGet(weight) <= OF_ADDRESS;
    }

    /** Remembers the first line of a window that was written: the untold ones are like it. */
    void wrote(LogLine line) {
        if (example == null) {
            example = line;
        }
    }

    /** Returns true if lines were not written, and this was not told yet. */
    boolean hasUntold() {
        return suppressed.sum() > 0;
    }

    /** Begins a new window, where there is something to tell and the window is over or the process ends; the line that tells it, or null. */
    LogLine tell(long nowNanos, long nowMillis, boolean isLast) {
        long start = began.get();
        if (!hasUntold() || !isLast && nowNanos - start < WINDOW_NANOS) {
            return null;
        }
        LogLine like = example;
        long count = suppressed.sumThenReset();
        if (began.compareAndSet(start, nowNanos)) {
            byAddress.clear();
            example = null;
            written.set(0);
        }
        long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nowNanos - start));
        return like == null
                ? null
                : new LogLine(
                        nowMillis,
                        like.level(),
                        null,
                        like.origin(),
                        String.format("… and %,d more like it in the last %d s: %s", count, seconds, like.message()),
                        null);
    }
}
