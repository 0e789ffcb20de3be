package dev.sluice.iscsi.pdu;

/**
 * The Text Response, RFC 7143 11.11: keys in the data segment.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|.|   0x24    |F|C| Reserved  |            Reserved           |
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
public final class TextResponsePdu {
    private TextResponsePdu() {}

    /** The byte of flags: F for the last response of an exchange, C if the keys continue in the next one. */
    public static int flags(boolean last, boolean continued) {
        return (last ? BasicHeader.FINAL : 0) | (continued ? BasicHeader.CONTINUE : 0);
    }
}
