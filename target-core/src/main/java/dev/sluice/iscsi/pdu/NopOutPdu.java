package dev.sluice.iscsi.pdu;

/**
 * The NOP-Out, RFC 7143 11.18: a ping of the initiator, its answer to a ping of the target, or an acknowledgement of statuses.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|I|   0x00    |1|  Reserved   |            Reserved           |
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
 *
 * <p>The Initiator Task Tag is 0xffffffff unless the initiator requests an answer.
 */
public final class NopOutPdu {
    private NopOutPdu() {}

    /** True for a ping, which the target is to answer. */
    public static boolean isPing(BasicHeader header) {
        return header.initiatorTaskTag() != BasicHeader.NO_TAG;
    }

    /** True for the answer to a ping of the target, which has the Target Transfer Tag of that. */
    public static boolean isAnswer(BasicHeader header) {
        return !isPing(header) && header.targetTransferTag() != BasicHeader.NO_TAG;
    }
}
