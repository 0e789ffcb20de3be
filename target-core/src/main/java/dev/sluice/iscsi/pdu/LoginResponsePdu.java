package dev.sluice.iscsi.pdu;

/**
 * The Login Response, RFC 7143 11.13: keys in the data segment. Its statuses are in {@code LoginStatus}.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|.|   0x23    |T|C|. .|CSG|NSG|  Version-max  | Version-active|
 *      +---------------+---------------+---------------+---------------+
 *    4 | TotalAHSLength|               DataSegmentLength               |
 *      +---------------+---------------+---------------+---------------+
 *    8 |                              ISID                             |
 *      +                               +---------------+---------------+
 *   12 |                               |              TSIH             |
 *      +---------------+---------------+---------------+---------------+
 *   16 |                       Initiator Task Tag                      |
 *      +---------------+---------------+---------------+---------------+
 *   20 |                            Reserved                           |
 *      +---------------+---------------+---------------+---------------+
 *   24 |                             StatSN                            |
 *      +---------------+---------------+---------------+---------------+
 *   28 |                            ExpCmdSN                           |
 *      +---------------+---------------+---------------+---------------+
 *   32 |                            MaxCmdSN                           |
 *      +---------------+---------------+---------------+---------------+
 *   36 |  Status-Class | Status-Detail |            Reserved           |
 *      +---------------+---------------+---------------+---------------+
 *   40 |                            Reserved                           |
 *      +                                                               +
 *   44 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 * </pre>
 */
public final class LoginResponsePdu {
    /** Offset of Status-Class and Status-Detail, 2 bytes: 0 for success. */
    public static final int STATUS_OFFSET = 36;

    private static final int ISID_OFFSET = 8;
    /** Offset of the last 2 bytes of the ISID, its qualifier. */
    private static final int ISID_QUALIFIER_OFFSET = 12;

    private static final int TSIH_OFFSET = 14;
    private static final int CURRENT_STAGE_SHIFT = 2;

    private LoginResponsePdu() {}

    /** The byte of flags: T, C, CSG and NSG. */
    public static int flags(boolean transit, boolean continued, int currentStage, int nextStage) {
        return (transit ? BasicHeader.FINAL : 0)
                | (continued ? BasicHeader.CONTINUE : 0)
                | currentStage << CURRENT_STAGE_SHIFT
                | nextStage;
    }

    /** Sets the 48 bits of the ISID. */
    public static void isid(BasicHeader header, long isid) {
        header.i32(ISID_OFFSET, (int) (isid >>> 16)).u16(ISID_QUALIFIER_OFFSET, (int) (isid & 0xffff));
    }

    /** Sets the TSIH of the session. */
    public static void tsih(BasicHeader header, int tsih) {
        header.u16(TSIH_OFFSET, tsih);
    }

    /** Sets Status-Class and Status-Detail, a byte each. */
    public static void status(BasicHeader header, int status) {
        header.u16(STATUS_OFFSET, status);
    }
}
