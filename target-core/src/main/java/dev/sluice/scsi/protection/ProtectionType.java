package dev.sluice.scsi.protection;

/** The type of protection of a logical unit; SBC-3 4.22.2. */
public enum ProtectionType {
    /** No protection information. */
    NONE,
    /** The reference tag is the low half of the logical block address. */
    TYPE_1,
    /** The reference tag belongs to the application client, and is not checked. */
    TYPE_3;

    /** Bytes of protection information for each logical block; SBC-3 4.22.3. */
    public static final int BYTES = 8;

    private static final int ENABLED = 0x01;
    private static final int P_TYPE_OF_3 = 0x04;

    /** The P_TYPE field and the PROT_EN bit as they are in a byte of READ CAPACITY (16); SBC-3 5.16.2. */
    public int capacityByte() {
        return switch (this) {
            case NONE -> 0;
            case TYPE_1 -> ENABLED;
            case TYPE_3 -> ENABLED | P_TYPE_OF_3;
        };
    }

    /** SPT, GRD_CHK, APP_CHK and REF_CHK of the extended INQUIRY data; SPC-4 7.8.7. No application tag is ever known here. */
    public int inquiryByte() {
        return switch (this) {
            case NONE -> 0;
            case TYPE_1 -> 0x05;
            case TYPE_3 -> 0x24;
        };
    }

    /** The FMTPINFO field that means this type; SBC-3 5.3.2.1, table 37. */
    public int formatField() {
        return switch (this) {
            case NONE -> 0;
            case TYPE_1 -> 2;
            case TYPE_3 -> 3;
        };
    }

    /** The PROTECTION FIELD USAGE that means this type; SBC-3 5.3.2.1, table 37. */
    public int formatUsage() {
        return this == TYPE_3 ? 1 : 0;
    }
}
