package dev.sluice.scsi.protection;

import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;

/**
 * The checks that a command's RDPROTECT, WRPROTECT or VRPROTECT field asks for; SBC-3 5.11, 5.30 and 5.33. The application tag is not
 * checked: the device server never knows what it should be.
 *
 * @param transferred true if eight bytes follow each logical block on the wire
 * @param guard true if the guard is checked
 * @param reference true if the reference tag is checked, where the type lets it
 */
public record ProtectionChecks(boolean transferred, boolean guard, boolean reference) {
    private static final ProtectionChecks[] BY_FIELD = {
        new ProtectionChecks(false, true, true),
        new ProtectionChecks(true, true, true),
        new ProtectionChecks(true, false, true),
        new ProtectionChecks(true, false, false),
        new ProtectionChecks(true, true, false),
        new ProtectionChecks(true, true, true)
    };

    /** Nothing at all. */
    public static final ProtectionChecks OFF = new ProtectionChecks(false, false, false);

    private static final long UNCHECKED_TAG = 0xFFFF_0000_0000L;
    private static final long UNCHECKED_TAGS = 0xFFFF_FFFF_FFFFL;

    /** The checks by the field of three bits, or null where it is reserved. */
    public static ProtectionChecks of(int field) {
        return field < BY_FIELD.length ? BY_FIELD[field] : null;
    }

    /** Bytes of a logical block on the wire. */
    public int stride(int blockSize) {
        return transferred ? blockSize + ProtectionType.BYTES : blockSize;
    }

    /** The information for a block that came without; SBC-3 5.30, table 118. */
    public static long generate(ProtectionType type, byte[] data, int offset, int blockSize, long lba) {
        long reference = type == ProtectionType.TYPE_1 ? lba & 0xFFFF_FFFFL : 0xFFFF_FFFFL;
        return (long) Crc16.of(data, offset, blockSize) << 48 | reference;
    }

    /** The error in a block or its information, with its address; or null. */
    public SenseData check(ProtectionType type, long information, byte[] data, int offset, int blockSize, long lba) {
        if (!guard && !reference || isUnchecked(type, information)) {
            return null;
        }
        if (guard && information >>> 48 != Crc16.of(data, offset, blockSize)) {
            return failure(SenseKey.ABORTED_COMMAND, AdditionalSense.LOGICAL_BLOCK_GUARD_CHECK_FAILED, lba);
        }
        if (reference && type == ProtectionType.TYPE_1 && (int) information != (int) lba) {
            return failure(SenseKey.ABORTED_COMMAND, AdditionalSense.LOGICAL_BLOCK_REFERENCE_TAG_CHECK_FAILED, lba);
        }
        return null;
    }

    /**
     * The difference between the information that was sent to be compared and that on the medium, or null; SBC-3 5.33, table 107. Without
     * a check of the guard and with one of the reference tag (010b) the guard is left out.
     */
    public SenseData compare(long sent, long stored, long lba) {
        long differs = sent ^ stored;
        if (differs >>> 48 != 0 && (guard || !reference)) {
            return failure(SenseKey.MISCOMPARE, AdditionalSense.LOGICAL_BLOCK_GUARD_CHECK_FAILED, lba);
        }
        if ((differs & UNCHECKED_TAG) != 0) {
            return failure(SenseKey.MISCOMPARE, AdditionalSense.LOGICAL_BLOCK_APPLICATION_TAG_CHECK_FAILED, lba);
        }
        if ((int) differs != 0) {
            return failure(SenseKey.MISCOMPARE, AdditionalSense.LOGICAL_BLOCK_REFERENCE_TAG_CHECK_FAILED, lba);
        }
        return null;
    }

    /** Returns true if the tags say that nothing is to be checked; SBC-3 4.22.3. */
    private static boolean isUnchecked(ProtectionType type, long information) {
        long tags = type == ProtectionType.TYPE_1 ? UNCHECKED_TAG : UNCHECKED_TAGS;
        return (information & tags) == tags;
    }

    private static SenseData failure(SenseKey key, int additional, long lba) {
        return SenseData.of(key, additional).withInformation(lba);
    }
}
