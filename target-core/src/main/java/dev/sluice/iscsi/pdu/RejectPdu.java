package dev.sluice.iscsi.pdu;

/**
 * The Reject, RFC 7143 11.17: the header of the rejected PDU is its data segment. Its reasons are in {@link RejectReason}.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|.|   0x3f    |1|  Reserved   |     Reason    |    Reserved   |
 *      +---------------+---------------+---------------+---------------+
 *    4 | TotalAHSLength|               DataSegmentLength               |
 *      +---------------+---------------+---------------+---------------+
 *    8 |                            Reserved                           |
 *      +                                                               +
 *   12 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 *   16 |                           0xffffffff                          |
 *      +---------------+---------------+---------------+---------------+
 *   20 |                            Reserved                           |
 *      +---------------+---------------+---------------+---------------+
 *   24 |                             StatSN                            |
 *      +---------------+---------------+---------------+---------------+
 *   28 |                            ExpCmdSN                           |
 *      +---------------+---------------+---------------+---------------+
 *   32 |                            MaxCmdSN                           |
 *      +---------------+---------------+---------------+---------------+
 *   36 |                    DataSN/R2TSN or Reserved                   |
 *      +---------------+---------------+---------------+---------------+
 *   40 |                            Reserved                           |
 *      +                                                               +
 *   44 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 * </pre>
 */
public final class RejectPdu {
    /** Offset of the reason, 1 byte. */
    public static final int REASON_OFFSET = 2;

    private RejectPdu() {}

    /** Sets the reason and the task tag, which is always reserved. */
    public static void reason(BasicHeader header, int reason) {
        header.u8(REASON_OFFSET, reason).initiatorTaskTag(BasicHeader.NO_TAG);
    }
}
