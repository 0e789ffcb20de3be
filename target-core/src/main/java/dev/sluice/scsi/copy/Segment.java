package dev.sluice.scsi.copy;

import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.UnitNexus;

/**
 * Blocks to copy; offsets and the length are in bytes, and multiples of the block size of their side.
 *
 * @param source null to write zeroes
 * @param token the token that named the source, which must still be valid when the source has been read; null if it was named by itself
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

    /** The unit of offsets and lengths of pieces that can be cloned, in bytes; a power of two, or 0 if none can. */
    int cloneUnit() {
        if (isZeroes() || overlaps() || !isPlain(source.unit()) || !isPlain(destination.unit())) {
            return 0;
        }
        int unit = source.unit().blockSize() == destination.unit().blockSize()
                ? source.unit().storage().cloneUnitBytes(destination.unit().storage())
                : 0;
        return unit != 0 && (sourceOffset - destinationOffset & unit - 1) == 0 ? unit : 0;
    }

    private static boolean isPlain(LogicalUnit unit) {
        return unit.settings().protection() == ProtectionType.NONE;
    }

    /** Returns true if copying it piece by piece depends on the order of the pieces. */
    boolean overlaps() {
        return source != null
                && source.unit() == destination.unit()
                && sourceOffset < destinationOffset + length
                && destinationOffset < sourceOffset + length;
    }
}
