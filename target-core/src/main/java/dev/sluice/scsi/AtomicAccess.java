package dev.sluice.scsi;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What the loops of a logical unit share about its atomic commands and watches: their ranges, one immutable snapshot behind one
 * volatile read, and the way to every loop's {@link AccessGate}.
 */
final class AtomicAccess {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.getAndIncrement();
    private final Collection<LoopUnit> channels;
    private long lastTicket;
    private volatile AtomicRanges ranges = AtomicRanges.NONE;

    /** @param channels a view of the unit's channels, which follows their changes */
    AtomicAccess(Collection<LoopUnit> channels) {
        this.channels = channels;
    }

    AtomicRanges ranges() {
        return ranges;
    }

    /** Its place in an order of all units: who stands in line at two goes by it. */
    long number() {
        return number;
    }

    /** Puts a range at the end of the line. Any thread. */
    synchronized AtomicRange announce(long offset, long length, boolean excludesReaders) {
        AtomicRange range = new AtomicRange(++lastTicket, offset, length, excludesReaders);
        ranges = ranges.with(range);
        return range;
    }

    /** Puts two ranges of that length at the end of the line: nobody comes between them. Any thread. */
    synchronized AtomicRange[] announce(long firstOffset, long secondOffset, long length) {
        AtomicRange first = new AtomicRange(++lastTicket, firstOffset, length, false);
        AtomicRange second = new AtomicRange(++lastTicket, secondOffset, length, false);
        ranges = ranges.with(first).with(second);
        return new AtomicRange[] {first, second};
    }

    /** Takes a range out of the line; those who may wait for it are to be told. Any thread. */
    synchronized void withdraw(AtomicRange range) {
        ranges = ranges.without(range);
    }

    /** Begins to watch. Any thread. */
    synchronized void watch(MediumWatch watch) {
        ranges = ranges.with(watch);
    }

    /** Does not watch any more. Any thread. */
    synchronized void unwatch(MediumWatch watch) {
        ranges = ranges.without(watch);
    }

    /**
     * Runs {@code work} for the gate of every loop that has one, on that loop, never from within this call.
     *
     * @return how many there are
     */
    int onEveryLoop(Consumer<AccessGate> work) {
        int count = 0;
        for (LoopUnit channel : channels) {
            AccessGate gate = channel.gate();
            channel.loop().execute(() -> work.accept(gate));
            count++;
        }
        return count;
    }
}
