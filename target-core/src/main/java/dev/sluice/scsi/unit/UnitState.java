package dev.sluice.scsi.unit;

import dev.sluice.scsi.reservation.Reservations;

/**
 * The changing properties of a logical unit: an immutable snapshot, replaced by copy.
 *
 * @param blocks its capacity in logical blocks
 * @param blockShift the binary logarithm of the bytes of a logical block; never changes
 * @param modes the values of the mode pages
 * @param mediumLoaded false while a removable medium is ejected
 * @param operation the operation on the whole medium that is under way or has failed, or null
 * @param reservations the registrations and the reservation
 */
public record UnitState(
        long blocks,
        int blockShift,
        UnitModes modes,
        boolean mediumLoaded,
        MediumOperation operation,
        Reservations reservations) {
    /** Returns true if a range of logical blocks, of which the first is unsigned, lies within the capacity. */
    public boolean contains(long lba, long count) {
        return lba >= 0 && lba <= blocks && count <= blocks - lba;
    }

    /** Bytes of a logical block. */
    public int blockSize() {
        return 1 << blockShift;
    }

    UnitState withBlocks(long value) {
        return new UnitState(value, blockShift, modes, mediumLoaded, operation, reservations);
    }

    public UnitState withModes(UnitModes value) {
        return new UnitState(blocks, blockShift, value, mediumLoaded, operation, reservations);
    }

    UnitState withMedium(boolean loaded) {
        return new UnitState(blocks, blockShift, modes, loaded, operation, reservations);
    }

    UnitState withOperation(MediumOperation value) {
        return new UnitState(blocks, blockShift, modes, mediumLoaded, value, reservations);
    }

    UnitState withReservations(Reservations value) {
        return new UnitState(blocks, blockShift, modes, mediumLoaded, operation, value);
    }
}
