package dev.sluice.scsi.sense;

/**
 * Additional sense codes with their qualifiers, as {@code ASC << 8 | ASCQ} (SPC-4 annex E.2): those in use here, by their
 * names in the standard.
 */
public final class AdditionalSense {
    public static final int NO_ADDITIONAL_SENSE_INFORMATION = 0x0000;
    public static final int OPERATION_IN_PROGRESS = 0x0016;
    public static final int UNREACHABLE_COPY_TARGET = 0x0804;
    public static final int THIRD_PARTY_DEVICE_FAILURE = 0x0D01;
    public static final int INCORRECT_COPY_TARGET_DEVICE_TYPE = 0x0D03;
    public static final int WRITE_ERROR = 0x0C00;
    public static final int LOGICAL_UNIT_NOT_READY_CAUSE_NOT_REPORTABLE = 0x0400;
    public static final int FORMAT_IN_PROGRESS = 0x0404;
    public static final int LOGICAL_UNIT_NOT_ACCESSIBLE_TARGET_PORT_IN_STANDBY_STATE = 0x040B;
    public static final int LOGICAL_UNIT_NOT_ACCESSIBLE_TARGET_PORT_IN_UNAVAILABLE_STATE = 0x040C;
    public static final int SANITIZE_IN_PROGRESS = 0x041B;
    public static final int LOGICAL_BLOCK_GUARD_CHECK_FAILED = 0x1001;
    public static final int LOGICAL_BLOCK_APPLICATION_TAG_CHECK_FAILED = 0x1002;
    public static final int LOGICAL_BLOCK_REFERENCE_TAG_CHECK_FAILED = 0x1003;
    public static final int INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT = 0x0E03;
    public static final int UNRECOVERED_READ_ERROR = 0x1100;
    public static final int PARAMETER_LIST_LENGTH_ERROR = 0x1A00;
    public static final int MISCOMPARE_DURING_VERIFY_OPERATION = 0x1D00;
    public static final int INVALID_COMMAND_OPERATION_CODE = 0x2000;
    public static final int LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE = 0x2100;
    public static final int INVALID_TOKEN_OPERATION_UNSUPPORTED_TOKEN_TYPE = 0x2301;
    public static final int INVALID_TOKEN_OPERATION_TOKEN_UNKNOWN = 0x2304;
    public static final int INVALID_TOKEN_OPERATION_TOKEN_REVOKED = 0x2306;
    public static final int INVALID_TOKEN_OPERATION_TOKEN_EXPIRED = 0x2307;
    public static final int INVALID_TOKEN_OPERATION_INVALID_TOKEN_LENGTH = 0x230A;
    public static final int INVALID_FIELD_IN_CDB = 0x2400;
    public static final int LOGICAL_UNIT_NOT_SUPPORTED = 0x2500;
    public static final int INVALID_FIELD_IN_PARAMETER_LIST = 0x2600;
    public static final int INVALID_RELEASE_OF_PERSISTENT_RESERVATION = 0x2604;
    public static final int TOO_MANY_TARGET_DESCRIPTORS = 0x2606;
    public static final int UNSUPPORTED_TARGET_DESCRIPTOR_TYPE_CODE = 0x2607;
    public static final int TOO_MANY_SEGMENT_DESCRIPTORS = 0x2608;
    public static final int UNSUPPORTED_SEGMENT_DESCRIPTOR_TYPE_CODE = 0x2609;
    public static final int INEXACT_SEGMENT = 0x260A;
    public static final int INLINE_DATA_LENGTH_EXCEEDED = 0x260B;
    public static final int WRITE_PROTECTED = 0x2700;
    public static final int SPACE_ALLOCATION_FAILED_WRITE_PROTECT = 0x2707;
    public static final int NOT_READY_TO_READY_CHANGE_MEDIUM_MAY_HAVE_CHANGED = 0x2800;
    public static final int POWER_ON_RESET_OR_BUS_DEVICE_RESET_OCCURRED = 0x2900;
    public static final int BUS_DEVICE_RESET_FUNCTION_OCCURRED = 0x2903;
    public static final int I_T_NEXUS_LOSS_OCCURRED = 0x2907;
    public static final int MODE_PARAMETERS_CHANGED = 0x2A01;
    public static final int LOG_PARAMETERS_CHANGED = 0x2A02;
    public static final int RESERVATIONS_PREEMPTED = 0x2A03;
    public static final int RESERVATIONS_RELEASED = 0x2A04;
    public static final int REGISTRATIONS_PREEMPTED = 0x2A05;
    public static final int ASYMMETRIC_ACCESS_STATE_CHANGED = 0x2A06;
    public static final int CAPACITY_DATA_HAS_CHANGED = 0x2A09;
    public static final int TIMESTAMP_CHANGED = 0x2A10;
    public static final int COMMAND_SEQUENCE_ERROR = 0x2C00;
    public static final int COMMAND_TIMEOUT_DURING_PROCESSING = 0x2E01;
    public static final int COMMANDS_CLEARED_BY_ANOTHER_INITIATOR = 0x2F00;
    public static final int CANNOT_READ_MEDIUM_INCOMPATIBLE_FORMAT = 0x3002;
    public static final int FORMAT_COMMAND_FAILED = 0x3101;
    public static final int SANITIZE_COMMAND_FAILED = 0x3103;
    public static final int THIN_PROVISIONING_SOFT_THRESHOLD_REACHED = 0x3807;
    public static final int SAVING_PARAMETERS_NOT_SUPPORTED = 0x3900;
    public static final int MEDIUM_NOT_PRESENT = 0x3A00;
    public static final int INQUIRY_DATA_HAS_CHANGED = 0x3F03;
    public static final int DEVICE_IDENTIFIER_CHANGED = 0x3F05;
    public static final int REPORTED_LUNS_DATA_HAS_CHANGED = 0x3F0E;
    public static final int INTERNAL_TARGET_FAILURE = 0x4400;
    public static final int SOME_COMMANDS_CLEARED_BY_ISCSI_PROTOCOL_EVENT = 0x477F;
    public static final int INVALID_MESSAGE_ERROR = 0x4900;
    public static final int MEDIUM_REMOVAL_PREVENTED = 0x5302;
    public static final int INSUFFICIENT_REGISTRATION_RESOURCES = 0x5504;
    public static final int INSUFFICIENT_RESOURCES_TO_CREATE_ROD_TOKEN = 0x550D;
    public static final int ILLEGAL_MODE_FOR_THIS_TRACK = 0x6400;

    private AdditionalSense() {}
}
