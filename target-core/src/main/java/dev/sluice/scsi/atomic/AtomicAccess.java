package dev.sluice.scsi.atomic;

import dev.sluice.io.loop.IoLoop;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The atomic commands and watches of a logical unit, as all loops know them: their ranges, one immutable snapshot behind one
 * volatile read, and the way to every loop's {@link AccessGate}.
 */
public final class AtomicAccess {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.getAndIncrement();
    private final List<AccessGate> gates = new CopyOnWriteArrayList<>();
    private long lastTicket;
    private final AtomicReference<AtomicRanges> ranges = new AtomicReference<>(AtomicRanges.NONE);

    /** Opens the gate of a loop, on the loop's thread. */
    public AccessGate open(IoLoop loop, EarlierAccesses accesses) {
        AccessGate gate = new AccessGate(loop, this, ranges, accesses);
        gates.add(gate);
        return gate;
    }

    void close(AccessGate gate) {
        gates.remove(gate);
    }

    /** Returns true if there is neither a range nor a watch. Any thread. */
    public boolean isIdle() {
        return ranges.get() == AtomicRanges.NONE;
    }

    /** Tells the watches that any part of the medium may change. Any thread. */
    public void changes() {
        ranges.get().changes();
    }

    AtomicRanges ranges() {
        return ranges.get();
    }

    /** The place in an order of all units, in which sections over two units are entered. */
    long number() {
        return number;
    }

    /** Puts a range at the end of the line. Any thread. */
    synchronized AtomicRange announce(long offset, long length, boolean excludesReaders) {
        AtomicRange range = new AtomicRange(++lastTicket, offset, length, excludesReaders);
        ranges.set(ranges.get().with(range));
        return range;
    }

    /** Puts two ranges of that length at the end of the line, with no other between them. Any thread. */
    synchronized AtomicRange[] announce(long firstOffset, long secondOffset, long length) {
        AtomicRange first = new AtomicRange(++lastTicket, firstOffset, length, false);
        AtomicRange second = new AtomicRange(++lastTicket, secondOffset, length, false);
        ranges.set(ranges.get().with(first).with(second));
        return new AtomicRange[] {first, second};
    }

    /** Takes a range out of the line; the caller tells the gates. Any thread. */
    synchronized void withdraw(AtomicRange range) {
        ranges.set(ranges.get().without(range));
    }

    /** Begins to watch. Any thread. */
    public synchronized void watch(MediumWatch watch) {
        ranges.set(ranges.get().with(watch));
    }

    /** Does not watch any more. Any thread. */
    public synchronized void unwatch(MediumWatch watch) {
        ranges.set(ranges.get().without(watch));
    }

    /**
     * Runs {@code work} for the gate of every loop that has one, on that loop, never from within this call.
     *
     * @return the number of gates
     */
    int onEveryLoop(Consumer<AccessGate> work) {
        int count = 0;
        for (AccessGate gate : gates) {
            gate.loop().execute(() -> work.accept(gate));
            count++;
        }
        return count;
    }
}
