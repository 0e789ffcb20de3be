package dev.sluice.iscsi.pdu;

/**
 * The Text Request, RFC 7143 11.10: keys in the data segment.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|I|   0x04    |F|C| Reserved  |            Reserved           |
 *      +---------------+---------------+---------------+---------------+
 *    4 | TotalAHSLength|               DataSegmentLength               |
 *      +---------------+---------------+---------------+---------------+
 *    8 |             Logical Unit Number (LUN) or Reserved             |
 *      +                                                               +
 *   12 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 *   16 |                       Initiator Task Tag                      |
 *      +---------------+---------------+---------------+---------------+
 *   20 |               Target Transfer Tag or 0xffffffff               |
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
public final class TextRequestPdu {
    private TextRequestPdu() {}

    /** C: the keys continue in the next request. */
    public static boolean isContinued(BasicHeader header) {
        return (header.flags() & BasicHeader.CONTINUE) != 0;
    }

    /** True for a request that continues a text exchange; its Target Transfer Tag names the exchange. */
    public static boolean followsResponse(BasicHeader header) {
        return header.targetTransferTag() != BasicHeader.NO_TAG;
    }
}
