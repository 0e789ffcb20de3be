package dev.sluice.scsi.unit;

import dev.sluice.scsi.protection.ProtectionType;

/**
 * The settings of a logical unit that an administrator makes.
 *
 * @param blockSize the logical block length in bytes, 512 or 4,096, or {@link #OPTICAL_BLOCK}
 * @param readOnly true if writing is refused
 * @param writeCache true if acknowledged writes may sit in a volatile cache until they are synchronized
 * @param removable true if the medium can be ejected and loaded
 * @param thin true if UNMAP is offered, where the device can do it
 * @param protection true if blocks have protection information; where they do, the device is a
 *     {@link dev.sluice.scsi.protection.ProtectedDevice}
 * @param id the identity and names of the unit
 */
public record LogicalUnitSettings(
        int blockSize,
        boolean readOnly,
        boolean writeCache,
        boolean removable,
        boolean thin,
        ProtectionType protection,
        UnitIdentity id) {
    /** The logical block length of a CD or DVD. */
    public static final int OPTICAL_BLOCK = 2048;

    public LogicalUnitSettings {
        if (blockSize != 512 && blockSize != 4096 && blockSize != OPTICAL_BLOCK) {
            throw new IllegalArgumentException("block size is " + blockSize + " bytes: it must be 512 or 4096");
        }
    }

    /** A writable, non-removable disk with a write cache and the usual names. */
    public static LogicalUnitSettings of(int blockSize, String identity) {
        return new LogicalUnitSettings(
                blockSize, false, true, false, false, ProtectionType.NONE, UnitIdentity.of(identity));
    }

    /** A drive for CDs and DVDs. */
    public static LogicalUnitSettings ofDrive(String identity) {
        return new LogicalUnitSettings(
                OPTICAL_BLOCK,
                true,
                false,
                true,
                false,
                ProtectionType.NONE,
                UnitIdentity.of(identity).withProduct("CD/DVD-ROM"));
    }

    /** The name of the disk under /dev/disk/by-id of a Linux initiator, as udev makes it of the NAA identifier. */
    public String diskById() {
        return "wwn-0x" + UnitNames.naa(id);
    }

    /** The unit serial number that initiators see (SPC-4 7.8.17), given or made. */
    public String unitSerial() {
        return UnitNames.of(id).serial();
    }

    /** @throws IllegalArgumentException if more differs than a unit can change in use: write protection and write cache */
    void requireChangeInUse(LogicalUnitSettings before) {
        if (!before.withReadOnly(readOnly).withWriteCache(writeCache).equals(this)) {
            throw new IllegalArgumentException("these settings of a logical unit need a new unit: " + this);
        }
    }

    public LogicalUnitSettings withReadOnly(boolean value) {
        return new LogicalUnitSettings(blockSize, value, writeCache, removable, thin, protection, id);
    }

    public LogicalUnitSettings withWriteCache(boolean value) {
        return new LogicalUnitSettings(blockSize, readOnly, value, removable, thin, protection, id);
    }

    public LogicalUnitSettings withRemovable(boolean value) {
        return new LogicalUnitSettings(blockSize, readOnly, writeCache, value, thin, protection, id);
    }

    public LogicalUnitSettings withThin(boolean value) {
        return new LogicalUnitSettings(blockSize, readOnly, writeCache, removable, value, protection, id);
    }

    public LogicalUnitSettings withProtection(ProtectionType value) {
        return new LogicalUnitSettings(blockSize, readOnly, writeCache, removable, thin, value, id);
    }

    public LogicalUnitSettings withId(UnitIdentity value) {
        return new LogicalUnitSettings(blockSize, readOnly, writeCache, removable, thin, protection, value);
    }
}
