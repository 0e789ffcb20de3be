package dev.sluice.scsi;

/**
 * What can change about a logical unit: an immutable snapshot, replaced by copy.
 *
 * @param blocks its capacity in logical blocks
 * @param modes what initiators have set
 * @param mediumLoaded false while a removable medium is ejected
 * @param operation what is being done to the whole medium, or has failed; null where nothing keeps it
 */
public record UnitState(long blocks, UnitModes modes, boolean mediumLoaded, MediumOperation operation) {
    public UnitState withBlocks(long value) {
        return new UnitState(value, modes, mediumLoaded, operation);
    }

    public UnitState withModes(UnitModes value) {
        return new UnitState(blocks, value, mediumLoaded, operation);
    }

    public UnitState withMedium(boolean loaded) {
        return new UnitState(blocks, modes, loaded, operation);
    }

    public UnitState withOperation(MediumOperation value) {
        return new UnitState(blocks, modes, mediumLoaded, value);
    }
}
