package dev.sluice.iscsi.pdu;

/**
 * The NOP-In, RFC 7143 11.19: the answer to a ping of the initiator, a ping of the target, or an update of the command window.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|.|   0x20    |1|  Reserved   |            Reserved           |
 *      +---------------+---------------+---------------+---------------+
 *    4 | TotalAHSLength|               DataSegmentLength               |
 *      +---------------+---------------+---------------+---------------+
 *    8 |             Logical Unit Number (LUN) or Reserved             |
 *      +                                                               +
 *   12 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 *   16 |                Initiator Task Tag or 0xffffffff               |
 *      +---------------+---------------+---------------+---------------+
 *   20 |               Target Transfer Tag or 0xffffffff               |
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
public final class NopInPdu {
    private NopInPdu() {}

    /** Makes it the answer to the ping with that Initiator Task Tag. */
    public static void answer(BasicHeader header, int initiatorTaskTag) {
        header.initiatorTaskTag(initiatorTaskTag).targetTransferTag(BasicHeader.NO_TAG);
    }

    /** Makes it a ping, whose answer has that Target Transfer Tag. */
    public static void ping(BasicHeader header, int targetTransferTag) {
        header.initiatorTaskTag(BasicHeader.NO_TAG).targetTransferTag(targetTransferTag);
    }

    /** Makes it an update of the command window, which needs no answer. */
    public static void news(BasicHeader header) {
        header.initiatorTaskTag(BasicHeader.NO_TAG).targetTransferTag(BasicHeader.NO_TAG);
    }
}
