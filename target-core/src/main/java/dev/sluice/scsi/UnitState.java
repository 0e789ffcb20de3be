package dev.sluice.scsi;

/**
 * What can change about a logical unit: an immutable snapshot, replaced by copy.
 *
 * @param blocks its capacity in logical blocks
 * @param writeCache whether writes may be acknowledged before they are durable (WCE)
 * @param softwareWriteProtect whether an initiator has forbidden writes (SWP)
 * @param descriptorSense whether sense data has the descriptor format (D_SENSE)
 * @param mediumLoaded false while a removable medium is ejected
 * @param operation what is being done to the whole medium, or has failed; null where nothing keeps it
 */
public record UnitState(
        long blocks,
        boolean writeCache,
        boolean softwareWriteProtect,
        boolean descriptorSense,
        boolean mediumLoaded,
        MediumOperation operation) {

    public UnitState withBlocks(long value) {
        return new UnitState(value, writeCache, softwareWriteProtect, descriptorSense, mediumLoaded, operation);
    }

    public UnitState withModes(boolean newWriteCache, boolean newSoftwareWriteProtect, boolean newDescriptorSense) {
        return new UnitState(
                blocks, newWriteCache, newSoftwareWriteProtect, newDescriptorSense, mediumLoaded, operation);
    }

    public UnitState withMedium(boolean loaded) {
        return new UnitState(blocks, writeCache, softwareWriteProtect, descriptorSense, loaded, operation);
    }

    public UnitState withOperation(MediumOperation value) {
        return new UnitState(blocks, writeCache, softwareWriteProtect, descriptorSense, mediumLoaded, value);
    }
}
