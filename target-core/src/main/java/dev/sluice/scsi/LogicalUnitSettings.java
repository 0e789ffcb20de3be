package dev.sluice.scsi;

import dev.sluice.scsi.protection.ProtectionType;

/**
 * What an administrator decides about a logical unit.
 *
 * @param blockSize the logical block length in bytes, 512 or 4,096, or {@link #OPTICAL_BLOCK}
 * @param readOnly whether writing is refused
 * @param writeCache whether acknowledged writes may sit in a volatile cache until they are synchronized
 * @param removable whether the medium can be ejected and loaded
 * @param thin whether UNMAP is offered, where the device can do it
 * @param protection whether blocks have protection information; where they do, the device is a
 *     {@link dev.sluice.scsi.protection.ProtectedDevice}
 * @param vendor T10 vendor identification, at most 8 printable ASCII characters
 * @param product product identification, at most 16 printable ASCII characters
 * @param revision product revision level, at most 4 printable ASCII characters
 * @param identity what tells this disk from every other and stays with it; names are made from it
 * @param serial the unit serial number, 1 to 252 printable ASCII characters; null takes it from the identity
 */
public record LogicalUnitSettings(
        int blockSize,
        boolean readOnly,
        boolean writeCache,
        boolean removable,
        boolean thin,
        ProtectionType protection,
        String vendor,
        String product,
        String revision,
        String identity,
        String serial) {
    /** The logical block length of a CD or DVD. */
    public static final int OPTICAL_BLOCK = 2048;

    public static final String DEFAULT_VENDOR = "SLUICE";
    public static final String DEFAULT_PRODUCT = "DISK";
    public static final String DEFAULT_REVISION = "0001";

    public LogicalUnitSettings {
        if (blockSize != 512 && blockSize != 4096 && blockSize != OPTICAL_BLOCK) {
            throw new IllegalArgumentException("block size is " + blockSize + " bytes: it must be 512 or 4096");
        }
        requireText("vendor", vendor, 1, 8);
        requireText("product", product, 1, 16);
        requireText("revision", revision, 1, 4);
        requireText("identity", identity, 1, 256);
        if (serial != null) {
            requireText("serial", serial, 1, 252);
        }
    }

    /** A writable, non-removable disk with a write cache and the usual names. */
    public static LogicalUnitSettings of(int blockSize, String identity) {
        return new LogicalUnitSettings(
                blockSize,
                false,
                true,
                false,
                false,
                ProtectionType.NONE,
                DEFAULT_VENDOR,
                DEFAULT_PRODUCT,
                DEFAULT_REVISION,
                identity,
                null);
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
                DEFAULT_VENDOR,
                "CD/DVD-ROM",
                DEFAULT_REVISION,
                identity,
                null);
    }

    /** The name of the disk under /dev/disk/by-id of a Linux initiator, as udev makes it of the NAA identifier. */
    public String diskById() {
        return "wwn-0x%016x".formatted(UnitNames.of(this).naa());
    }

    public LogicalUnitSettings withReadOnly(boolean value) {
        return new LogicalUnitSettings(
                blockSize, value, writeCache, removable, thin, protection, vendor, product, revision, identity, serial);
    }

    public LogicalUnitSettings withWriteCache(boolean value) {
        return new LogicalUnitSettings(
                blockSize, readOnly, value, removable, thin, protection, vendor, product, revision, identity, serial);
    }

    public LogicalUnitSettings withRemovable(boolean value) {
        return new LogicalUnitSettings(
                blockSize, readOnly, writeCache, value, thin, protection, vendor, product, revision, identity, serial);
    }

    public LogicalUnitSettings withThin(boolean value) {
        return new LogicalUnitSettings(
                blockSize,
                readOnly,
                writeCache,
                removable,
                value,
                protection,
                vendor,
                product,
                revision,
                identity,
                serial);
    }

    public LogicalUnitSettings withProtection(ProtectionType value) {
        return new LogicalUnitSettings(
                blockSize, readOnly, writeCache, removable, thin, value, vendor, product, revision, identity, serial);
    }

    public LogicalUnitSettings withSerial(String value) {
        return new LogicalUnitSettings(
                blockSize,
                readOnly,
                writeCache,
                removable,
                thin,
                protection,
                vendor,
                product,
                revision,
                identity,
                value);
    }

    private static void requireText(String name, String text, int least, int most) {
        if (text.length() < least || text.length() > most) {
            throw new IllegalArgumentException(
                    name + " has " + text.length() + " characters: it must have " + least + " to " + most);
        }
        if (!text.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
            throw new IllegalArgumentException(name + " must be printable ASCII: " + text);
        }
    }
}
