package dev.sluice.scsi.sense;

import java.util.Arrays;

/**
 * The sense data of a CHECK CONDITION: immutable, encoded when it is sent, in the format that the logical unit uses.
 *
 * @param key the sense key
 * @param additional code and qualifier, one of {@link AdditionalSense}
 * @param hasInformation true if {@code information} is valid
 * @param information the INFORMATION field: for a block command the logical block address it is about
 * @param keySpecific the three sense key specific bytes with SKSV set (SPC-4 4.5.2.4), or 0 where there are none
 */
public record SenseData(SenseKey key, int additional, boolean hasInformation, long information, int keySpecific) {
    /** Encoded sense data is never longer than this, in bytes. */
    public static final int MAX_BYTES = 64;

    /** The length of the fixed format as made here (SPC-4 4.5.3). */
    public static final int FIXED_BYTES = 18;

    /** Response code of current errors in the fixed format; SPC-4 4.5.1. */
    private static final int CURRENT_FIXED = 0x70;

    /** Response code of current errors in the descriptor format; SPC-4 4.5.1. */
    public static final int CURRENT_DESCRIPTOR = 0x72;

    private static final int SKSV = 0x800000;
    private static final int IN_CDB = 0x400000;
    private static final int BIT_POINTER_VALID = 0x080000;

    public static final SenseData NONE = of(SenseKey.NO_SENSE, AdditionalSense.NO_ADDITIONAL_SENSE_INFORMATION);
    public static final SenseData INVALID_OPERATION_CODE =
            of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.INVALID_COMMAND_OPERATION_CODE);
    public static final SenseData LUN_NOT_SUPPORTED =
            of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.LOGICAL_UNIT_NOT_SUPPORTED);
    public static final SenseData LBA_OUT_OF_RANGE =
            of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE);
    public static final SenseData PARAMETER_LIST_LENGTH_ERROR =
            of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.PARAMETER_LIST_LENGTH_ERROR);
    /** The initiator sends a number of bytes that does not fit the command. */
    public static final SenseData WRONG_DATA_LENGTH =
            of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT);

    public static final SenseData READ_ERROR = of(SenseKey.MEDIUM_ERROR, AdditionalSense.UNRECOVERED_READ_ERROR);
    public static final SenseData WRITE_ERROR = of(SenseKey.MEDIUM_ERROR, AdditionalSense.WRITE_ERROR);
    public static final SenseData INTEGRITY_ERROR =
            of(SenseKey.ABORTED_COMMAND, AdditionalSense.LOGICAL_BLOCK_GUARD_CHECK_FAILED);
    public static final SenseData SAVING_NOT_SUPPORTED =
            of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.SAVING_PARAMETERS_NOT_SUPPORTED);
    public static final SenseData INVALID_MESSAGE = of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.INVALID_MESSAGE_ERROR);
    public static final SenseData COMMAND_SEQUENCE_ERROR =
            of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.COMMAND_SEQUENCE_ERROR);
    public static final SenseData INVALID_RELEASE =
            of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.INVALID_RELEASE_OF_PERSISTENT_RESERVATION);
    public static final SenseData INSUFFICIENT_REGISTRATION_RESOURCES =
            of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.INSUFFICIENT_REGISTRATION_RESOURCES);
    public static final SenseData REMOVAL_PREVENTED =
            of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.MEDIUM_REMOVAL_PREVENTED);
    public static final SenseData WRITE_PROTECTED = of(SenseKey.DATA_PROTECT, AdditionalSense.WRITE_PROTECTED);
    public static final SenseData SPACE_ALLOCATION_FAILED =
            of(SenseKey.DATA_PROTECT, AdditionalSense.SPACE_ALLOCATION_FAILED_WRITE_PROTECT);
    public static final SenseData INCOMPATIBLE_FORMAT =
            of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.CANNOT_READ_MEDIUM_INCOMPATIBLE_FORMAT);
    public static final SenseData ILLEGAL_MODE_FOR_THIS_TRACK =
            of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.ILLEGAL_MODE_FOR_THIS_TRACK);
    public static final SenseData NO_MEDIUM = of(SenseKey.NOT_READY, AdditionalSense.MEDIUM_NOT_PRESENT);
    public static final SenseData NOT_READY =
            of(SenseKey.NOT_READY, AdditionalSense.LOGICAL_UNIT_NOT_READY_CAUSE_NOT_REPORTABLE);
    public static final SenseData STANDBY =
            of(SenseKey.NOT_READY, AdditionalSense.LOGICAL_UNIT_NOT_ACCESSIBLE_TARGET_PORT_IN_STANDBY_STATE);
    public static final SenseData UNAVAILABLE =
            of(SenseKey.NOT_READY, AdditionalSense.LOGICAL_UNIT_NOT_ACCESSIBLE_TARGET_PORT_IN_UNAVAILABLE_STATE);
    public static final SenseData TARGET_FAILURE = of(SenseKey.HARDWARE_ERROR, AdditionalSense.INTERNAL_TARGET_FAILURE);
    public static final SenseData MISCOMPARE =
            of(SenseKey.MISCOMPARE, AdditionalSense.MISCOMPARE_DURING_VERIFY_OPERATION);

    public static SenseData of(SenseKey key, int additional) {
        return new SenseData(key, additional, false, 0, 0);
    }

    /** INVALID FIELD IN CDB, pointing at the field's first byte and its most significant bit (7 to 0). */
    public static SenseData invalidFieldInCdb(int byteIndex, int bit) {
        return new SenseData(
                SenseKey.ILLEGAL_REQUEST,
                AdditionalSense.INVALID_FIELD_IN_CDB,
                false,
                0,
                fieldPointer(byteIndex, bit) | IN_CDB);
    }

    /** INVALID FIELD IN PARAMETER LIST, pointing at the field's first byte and its most significant bit (7 to 0). */
    public static SenseData invalidFieldInParameterList(int byteIndex, int bit) {
        return new SenseData(
                SenseKey.ILLEGAL_REQUEST,
                AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST,
                false,
                0,
                fieldPointer(byteIndex, bit));
    }

    /** SPC-4 4.5.2.4.2, table 37. */
    private static int fieldPointer(int byteIndex, int bit) {
        return SKSV | BIT_POINTER_VALID | bit << 16 | byteIndex & 0xFFFF;
    }

    /** NOT READY with a PROGRESS INDICATION of so many 65,536ths. */
    public static SenseData inProgress(int additional, int progress) {
        return new SenseData(SenseKey.NOT_READY, additional, false, 0, SKSV | progress);
    }

    /** A unit attention condition. */
    public static SenseData unitAttention(int additional) {
        return of(SenseKey.UNIT_ATTENTION, additional);
    }

    /** Returns true if encoded sense data, of either format, tell of a unit attention condition. */
    public static boolean isUnitAttention(byte[] encoded) {
        return keyIn(encoded) == SenseKey.UNIT_ATTENTION.code();
    }

    /** The code of the sense key in encoded sense data of either format. */
    public static int keyIn(byte[] encoded) {
        return encoded[(encoded[0] & 0x7F) >= CURRENT_DESCRIPTOR ? 1 : 2] & 0x0F;
    }

    /** The same with an INFORMATION field. */
    public SenseData withInformation(long value) {
        return new SenseData(key, additional, true, value, keySpecific);
    }

    /**
     * Writes the sense data to the start of {@code target}.
     *
     * @param descriptorFormat descriptor format if set, else fixed format
     * @param target at least {@link #MAX_BYTES} long
     * @return the number of bytes written
     */
    public int encode(boolean descriptorFormat, byte[] target) {
        return descriptorFormat ? encodeDescriptors(target) : encodeFixed(target);
    }

    /** SPC-4 4.5.3, table 53. */
    private int encodeFixed(byte[] target) {
        Arrays.fill(target, 0, FIXED_BYTES, (byte) 0);
        boolean fits = hasInformation && information >>> 32 == 0;
        target[0] = (byte) (CURRENT_FIXED | (fits ? 0x80 : 0));
        target[2] = (byte) key.code();
        if (fits) {
            putBigEndian(target, 3, information, 4);
        }
        target[7] = FIXED_BYTES - 8;
        target[12] = (byte) (additional >>> 8);
        target[13] = (byte) additional;
        putBigEndian(target, 15, keySpecific, 3);
        return FIXED_BYTES;
    }

    /** SPC-4 4.5.2.1, table 27. */
    private int encodeDescriptors(byte[] target) {
        Arrays.fill(target, 0, 8, (byte) 0);
        target[0] = CURRENT_DESCRIPTOR;
        target[1] = (byte) key.code();
        target[2] = (byte) (additional >>> 8);
        target[3] = (byte) additional;
        int length = 8;
        if (hasInformation) {
            target[length] = 0x00;
            target[length + 1] = 0x0A;
            target[length + 2] = (byte) 0x80;
            target[length + 3] = 0;
            putBigEndian(target, length + 4, information, 8);
            length += 12;
        }
        if (keySpecific != 0) {
            target[length] = 0x02;
            target[length + 1] = 0x06;
            putBigEndian(target, length + 2, 0, 2);
            putBigEndian(target, length + 4, keySpecific, 3);
            target[length + 7] = 0;
            length += 8;
        }
        target[7] = (byte) (length - 8);
        return length;
    }

    private static void putBigEndian(byte[] target, int offset, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            target[offset + i] = (byte) (value >>> 8 * (bytes - 1 - i));
        }
    }
}
