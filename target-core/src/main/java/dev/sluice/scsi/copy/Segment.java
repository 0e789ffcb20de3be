package dev.sluice.scsi.copy;

import dev.sluice.scsi.UnitNexus;

/**
 * Blocks to copy; offsets and the length are in bytes, and multiples of the block size of their side.
 *
 * @param source null to write zeroes
 * @param token what the source was named by, and must still be valid when it has been read; null if it was named by itself
 */
record Segment(
        UnitNexus source,
        long sourceOffset,
        UnitNexus destination,
        long destinationOffset,
        long length,
        RodToken token) {
    Segment(UnitNexus source, long sourceOffset, UnitNexus destination, long destinationOffset, long length) {
        this(source, sourceOffset, destination, destinationOffset, length, null);
    }

    boolean isZeroes() {
        return source == null;
    }

    /** Whether copying it piece by piece depends on the order of the pieces. */
    boolean overlaps() {
        return source != null
                && source.unit() == destination.unit()
                && sourceOffset < destinationOffset + length
                && destinationOffset < sourceOffset + length;
    }
}
