package dev.sluice.scsi;

/**
 * What can change about a logical unit: an immutable snapshot, replaced by copy.
 *
 * @param blocks its capacity in logical blocks
 * @param writeCache whether writes may be acknowledged before they are durable (WCE)
 * @param softwareWriteProtect whether an initiator has forbidden writes (SWP)
 * @param descriptorSense whether sense data has the descriptor format (D_SENSE)
 * @param mediumLoaded false while a removable medium is ejected
 */
public record UnitState(
        long blocks, boolean writeCache, boolean softwareWriteProtect, boolean descriptorSense, boolean mediumLoaded) {

    public UnitState withBlocks(long value) {
        return new UnitState(value, writeCache, softwareWriteProtect, descriptorSense, mediumLoaded);
    }

    public UnitState withModes(boolean newWriteCache, boolean newSoftwareWriteProtect, boolean newDescriptorSense) {
        return new UnitState(blocks, newWriteCache, newSoftwareWriteProtect, newDescriptorSense, mediumLoaded);
    }

    public UnitState withMedium(boolean loaded) {
        return new UnitState(blocks, writeCache, softwareWriteProtect, descriptorSense, loaded);
    }
}
