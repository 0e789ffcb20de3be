package dev.sluice.iscsi.pdu;

/**
 * The Logout Request, RFC 7143 11.14.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|I|   0x06    |1| Reason Code |            Reserved           |
 *      +---------------+---------------+---------------+---------------+
 *    4 | TotalAHSLength|               DataSegmentLength               |
 *      +---------------+---------------+---------------+---------------+
 *    8 |                            Reserved                           |
 *      +                                                               +
 *   12 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 *   16 |                       Initiator Task Tag                      |
 *      +---------------+---------------+---------------+---------------+
 *   20 |        CID or Reserved        |            Reserved           |
 *      +---------------+---------------+---------------+---------------+
 *   24 |                             CmdSN                             |
 *      +---------------+---------------+---------------+---------------+
 *   28 |                           ExpStatSN                           |
 *      +---------------+---------------+---------------+---------------+
 *   32 |                            Reserved                           |
 *      +                                                               +
 *   36 |                                                               |
 *      +                                                               +
 *   40 |                                                               |
 *      +                                                               +
 *   44 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 * </pre>
 */
public final class LogoutRequestPdu {
    /** Reason Code: close all connections of the session. */
    public static final int CLOSE_SESSION = 0;

    /** Reason Code: close the connection with the CID. */
    public static final int CLOSE_CONNECTION = 1;

    /** Reason Code: remove the connection with the CID, so that its tasks can be reassigned. */
    public static final int REMOVE_FOR_RECOVERY = 2;

    private static final int CID_OFFSET = 20;
    private static final int REASON_MASK = 0x7f;

    private LogoutRequestPdu() {}

    /** The Reason Code, 7 bits. */
    public static int reason(BasicHeader header) {
        return header.flags() & REASON_MASK;
    }

    /** The CID of the connection to close. */
    public static int cid(BasicHeader header) {
        return header.u16(CID_OFFSET);
    }
}
