package dev.sluice.scsi.unit;

/**
 * The changing properties of a logical unit: an immutable snapshot, replaced by copy.
 *
 * @param blocks its capacity in logical blocks
 * @param modes the values of the mode pages
 * @param mediumLoaded false while a removable medium is ejected
 * @param operation the operation on the whole medium that is under way or has failed, or null
 */
public record UnitState(long blocks, UnitModes modes, boolean mediumLoaded, MediumOperation operation) {
    UnitState withBlocks(long value) {
        return new UnitState(value, modes, mediumLoaded, operation);
    }

    public UnitState withModes(UnitModes value) {
        return new UnitState(blocks, value, mediumLoaded, operation);
    }

    UnitState withMedium(boolean loaded) {
        return new UnitState(blocks, modes, loaded, operation);
    }

    UnitState withOperation(MediumOperation value) {
        return new UnitState(blocks, modes, mediumLoaded, value);
    }
}
