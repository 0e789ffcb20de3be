package dev.sluice.scsi.atomic;

/**
 * Notes whether any of several ranges of a medium has been changed since the watch began. The note is made before the request that
 * changes them is submitted: who has read a range, and then finds it untouched, has read what was there when the watch began.
 *
 * <p>Changes that were under way when the watch began are not noted: an {@link AtomicSection} over each range tells when that is over. Any thread.
 */
public final class MediumWatch {
    private final long[] offsets;
    private final long[] lengths;
    private final long hullStart;
    private final long hullEnd;
    private volatile boolean untouched = true;

    /**
     * @param offsets the first bytes of the ranges
     * @param lengths the lengths of the ranges, in bytes
     */
    public MediumWatch(long[] offsets, long[] lengths) {
        this.offsets = offsets.clone();
        this.lengths = lengths.clone();
        long start = Long.MAX_VALUE;
        long end = 0;
        for (int i = 0; i < offsets.length; i++) {
            start = Math.min(start, offsets[i]);
            end = Math.max(end, offsets[i] + lengths[i]);
        }
        hullStart = Math.min(start, end);
        hullEnd = end;
    }

    /** Returns true if nothing has changed. */
    public boolean isUntouched() {
        return untouched;
    }

    /** The medium changes somewhere, in every range maybe. */
    void changes() {
        untouched = false;
    }

    /** A range of the medium is about to change. */
    void changes(long offset, long length) {
        if (untouched && offset < hullEnd && hullStart < offset + length && overlaps(offset, length)) {
            untouched = false;
        }
    }

    private boolean overlaps(long offset, long length) {
        for (int i = 0; i < offsets.length; i++) {
            if (offset < offsets[i] + lengths[i] && offsets[i] < offset + length) {
                return true;
            }
        }
        return false;
    }
}
