package dev.sluice.iscsi.pdu;

/**
 * The Logout Response, RFC 7143 11.15.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|.|   0x26    |1|  Reserved   |    Response   |    Reserved   |
 *      +---------------+---------------+---------------+---------------+
 *    4 | TotalAHSLength|               DataSegmentLength               |
 *      +---------------+---------------+---------------+---------------+
 *    8 |                            Reserved                           |
 *      +                                                               +
 *   12 |                                                               |
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
 *      +---------------+---------------+---------------+---------------+
 *   40 |           Time2Wait           |          Time2Retain          |
 *      +---------------+---------------+---------------+---------------+
 *   44 |                            Reserved                           |
 *      +---------------+---------------+---------------+---------------+
 * </pre>
 */
public final class LogoutResponsePdu {
    /** Response: the connection or session is closed. */
    public static final int CLOSED = 0;

    /** Response: the session has no connection with that CID. */
    public static final int CID_NOT_FOUND = 1;

    /** Response: connections are not recovered. */
    public static final int RECOVERY_NOT_SUPPORTED = 2;

    /** Response: the cleanup has failed. */
    public static final int CLEANUP_FAILED = 3;

    private static final int RESPONSE_OFFSET = 2;
    private static final int TIME_TO_WAIT_OFFSET = 40;
    private static final int TIME_TO_RETAIN_OFFSET = 42;

    private LogoutResponsePdu() {}

    /** Sets the response. */
    public static void response(BasicHeader header, int response) {
        header.u8(RESPONSE_OFFSET, response);
    }

    /** Sets Time2Wait and Time2Retain in seconds: 0 to 65,535. */
    public static void times(BasicHeader header, int timeToWait, int timeToRetain) {
        header.u16(TIME_TO_WAIT_OFFSET, timeToWait).u16(TIME_TO_RETAIN_OFFSET, timeToRetain);
    }
}
