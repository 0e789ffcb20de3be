package dev.sluice.scsi.copy;

import dev.sluice.scsi.UnitNexus;

/** Blocks to copy; offsets and the length are in bytes, and multiples of the block size of their side. */
record Segment(UnitNexus source, long sourceOffset, UnitNexus destination, long destinationOffset, long length) {
    /** Whether copying it piece by piece depends on the order of the pieces. */
    boolean overlaps() {
        return source.unit() == destination.unit()
                && sourceOffset < destinationOffset + length
                && destinationOffset < sourceOffset + length;
    }
}
