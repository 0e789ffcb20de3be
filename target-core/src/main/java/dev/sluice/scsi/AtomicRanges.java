package dev.sluice.scsi;

import java.util.Arrays;

/** The ranges that atomic commands have or wait for, in the order of their tickets: an immutable snapshot. */
final class AtomicRanges {
    static final AtomicRanges NONE = new AtomicRanges(new AtomicRange[0]);

    private final AtomicRange[] ranges;

    private AtomicRanges(AtomicRange[] ranges) {
        this.ranges = ranges;
    }

    /** These and a new one, whose ticket must be the highest. */
    AtomicRanges with(AtomicRange added) {
        assert isEmpty() || lastTicket() < added.ticket();
        AtomicRange[] copy = Arrays.copyOf(ranges, ranges.length + 1);
        copy[ranges.length] = added;
        return new AtomicRanges(copy);
    }

    /** These but one. */
    AtomicRanges without(AtomicRange removed) {
        AtomicRange[] rest =
                Arrays.stream(ranges).filter(range -> range != removed).toArray(AtomicRange[]::new);
        return rest.length == 0 ? NONE : new AtomicRanges(rest);
    }

    boolean isEmpty() {
        return ranges.length == 0;
    }

    boolean contains(AtomicRange wanted) {
        for (AtomicRange range : ranges) {
            if (range == wanted) {
                return true;
            }
        }
        return false;
    }

    /** The highest ticket; there must be one. */
    long lastTicket() {
        return ranges[ranges.length - 1].ticket();
    }

    /** Whether a range with a ticket up to {@code upTo} overlaps the given one, which is for {@code reading} maybe. */
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

    /** Whether none that overlaps {@code range} goes before it. */
    boolean isNext(AtomicRange range) {
        return !block(range.offset(), range.length(), range.ticket() - 1, false);
    }
}
