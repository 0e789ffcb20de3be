package dev.sluice.iscsi.pdu;

/**
 * The Asynchronous Message, RFC 7143 11.9. Its events are in {@link AsyncEvent}.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|.|   0x32    |1|  Reserved   |            Reserved           |
 *      +---------------+---------------+---------------+---------------+
 *    4 | TotalAHSLength|               DataSegmentLength               |
 *      +---------------+---------------+---------------+---------------+
 *    8 |             Logical Unit Number (LUN) or Reserved             |
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
 *   36 |   AsyncEvent  |   AsyncVCode  |     Parameter1 or Reserved    |
 *      +---------------+---------------+---------------+---------------+
 *   40 |     Parameter2 or Reserved    |     Parameter3 or Reserved    |
 *      +---------------+---------------+---------------+---------------+
 *   44 |                            Reserved                           |
 *      +---------------+---------------+---------------+---------------+
 * </pre>
 */
public final class AsyncMessagePdu {
    private static final int EVENT_OFFSET = 36;
    private static final int PARAMETER1_OFFSET = 38;
    private static final int PARAMETER2_OFFSET = 40;
    private static final int PARAMETER3_OFFSET = 42;

    private AsyncMessagePdu() {}

    /** Sets the event. */
    public static void event(BasicHeader header, int event) {
        header.u8(EVENT_OFFSET, event);
    }

    /** Sets the three parameters of the event, 16 bits each. */
    public static void parameters(BasicHeader header, int parameter1, int parameter2, int parameter3) {
        header.u16(PARAMETER1_OFFSET, parameter1)
                .u16(PARAMETER2_OFFSET, parameter2)
                .u16(PARAMETER3_OFFSET, parameter3);
    }
}
