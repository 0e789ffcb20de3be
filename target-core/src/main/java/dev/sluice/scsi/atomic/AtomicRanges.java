package dev.sluice.scsi.atomic;

import java.util.Arrays;

/**
 * The ranges that atomic commands have or wait for, in the order of their tickets, and the watches over what changes: an immutable
 * snapshot.
 */
final class AtomicRanges {
    /** Neither a range nor a watch: the only object without any. */
    static final AtomicRanges NONE = new AtomicRanges(new AtomicRange[0], new MediumWatch[0]);

    private final AtomicRange[] ranges;
    private final MediumWatch[] watches;

    private AtomicRanges(AtomicRange[] ranges, MediumWatch[] watches) {
        this.ranges = ranges;
        this.watches = watches;
    }

    private static AtomicRanges of(AtomicRange[] ranges, MediumWatch[] watches) {
        return ranges.length == 0 && watches.length == 0 ? NONE : new AtomicRanges(ranges, watches);
    }

    /** These and a new one, whose ticket must be the highest. */
    AtomicRanges with(AtomicRange added) {
        assert lastTicket() < added.ticket();
        AtomicRange[] copy = Arrays.copyOf(ranges, ranges.length + 1);
        copy[ranges.length] = added;
        return of(copy, watches);
    }

    /** These but one. */
    AtomicRanges without(AtomicRange removed) {
        return of(Arrays.stream(ranges).filter(range -> range != removed).toArray(AtomicRange[]::new), watches);
    }

    /** The same with one more watch. */
    AtomicRanges with(MediumWatch added) {
        MediumWatch[] copy = Arrays.copyOf(watches, watches.length + 1);
        copy[watches.length] = added;
        return of(ranges, copy);
    }

    /** The same without one watch. */
    AtomicRanges without(MediumWatch removed) {
        return of(
                ranges, Arrays.stream(watches).filter(watch -> watch != removed).toArray(MediumWatch[]::new));
    }

    boolean contains(AtomicRange wanted) {
        for (AtomicRange range : ranges) {
            if (range == wanted) {
                return true;
            }
        }
        return false;
    }

    /** The highest ticket, or 0 if there is none. */
    long lastTicket() {
        return ranges.length == 0 ? 0 : ranges[ranges.length - 1].ticket();
    }

    /** Returns true if a range with a ticket up to {@code upTo} overlaps the given one, which is for {@code reading} maybe. */
    boolean block(long offset, long length, long upTo, boolean reading) {
        for (AtomicRange range : ranges) {
            if (range.ticket() > upTo) {
                return false;
            }
            if (range.overlaps(offset, length) && (!reading || range.excludesReaders())) {
                return true;
            }
        }
        return false;
    }

    /** Returns true if none that overlaps {@code range} goes before it. */
    boolean isNext(AtomicRange range) {
        return !block(range.offset(), range.length(), range.ticket() - 1, false);
    }

    /** Tells the watches of a range that is about to change. */
    void changes(long offset, long length) {
        for (MediumWatch watch : watches) {
            watch.changes(offset, length);
        }
    }

    /** Tells the watches that the medium changes somewhere. */
    void changes() {
        for (MediumWatch watch : watches) {
            watch.changes();
        }
    }
}
