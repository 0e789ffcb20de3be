package dev.sluice.iscsi.pdu;

/**
 * The Task Management Function Response, RFC 7143 11.6 and, with additional response information, RFC 7144 4.3. Its responses are in
 * {@link TaskManagement}.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|.|   0x22    |1|  Reserved   |    Response   |    Reserved   |
 *      +---------------+---------------+---------------+---------------+
 *    4 | TotalAHSLength|               DataSegmentLength               |
 *      +---------------+---------------+---------------+---------------+
 *    8 |  Additional Response Information or Reserved  |    Reserved   |
 *      +---------------+---------------+---------------+---------------+
 *   12 |                            Reserved                           |
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
 *   36 |                            Reserved                           |
 *      +                                                               +
 *   40 |                                                               |
 *      +                                                               +
 *   44 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 * </pre>
 */
public final class TaskManagementResponsePdu {
    private static final int RESPONSE_OFFSET = 2;
    private static final int ADDITIONAL_INFORMATION_OFFSET = 8;
    private static final int ADDITIONAL_INFORMATION_SHIFT = 8;

    private TaskManagementResponsePdu() {}

    /** Sets the response. */
    public static void response(BasicHeader header, int response) {
        header.u8(RESPONSE_OFFSET, response);
    }

    /** Sets the additional response information, 24 bits: 0 but for QUERY ASYNCHRONOUS EVENT. */
    public static void additionalInformation(BasicHeader header, int information) {
        header.i32(ADDITIONAL_INFORMATION_OFFSET, information << ADDITIONAL_INFORMATION_SHIFT);
    }
}
