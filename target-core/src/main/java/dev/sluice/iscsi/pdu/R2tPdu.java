package dev.sluice.iscsi.pdu;

/**
 * Ready To Transfer, RFC 7143 11.8: solicits Data-Out.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|.|   0x31    |1|  Reserved   |            Reserved           |
 *      +---------------+---------------+---------------+---------------+
 *    4 | TotalAHSLength|               DataSegmentLength               |
 *      +---------------+---------------+---------------+---------------+
 *    8 |                   Logical Unit Number (LUN)                   |
 *      +                                                               +
 *   12 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 *   16 |                       Initiator Task Tag                      |
 *      +---------------+---------------+---------------+---------------+
 *   20 |                      Target Transfer Tag                      |
 *      +---------------+---------------+---------------+---------------+
 *   24 |                             StatSN                            |
 *      +---------------+---------------+---------------+---------------+
 *   28 |                            ExpCmdSN                           |
 *      +---------------+---------------+---------------+---------------+
 *   32 |                            MaxCmdSN                           |
 *      +---------------+---------------+---------------+---------------+
 *   36 |                             R2TSN                             |
 *      +---------------+---------------+---------------+---------------+
 *   40 |                         Buffer Offset                         |
 *      +---------------+---------------+---------------+---------------+
 *   44 |                  Desired Data Transfer Length                 |
 *      +---------------+---------------+---------------+---------------+
 * </pre>
 */
public final class R2tPdu {
    /** Offset of the Buffer Offset, 4 bytes, unsigned. */
    public static final int BUFFER_OFFSET_OFFSET = 40;

    /** Offset of the Desired Data Transfer Length, 4 bytes, unsigned. */
    public static final int DESIRED_LENGTH_OFFSET = 44;

    private static final int R2T_SN_OFFSET = 36;

    private R2tPdu() {}

    /** Sets the number of the R2T among those of the command, from 0. */
    public static void r2tSn(BasicHeader header, int r2tSn) {
        header.i32(R2T_SN_OFFSET, r2tSn);
    }

    /** Sets the place of the solicited data in the command's data, in bytes: 0 to 4,294,967,295. */
    public static void bufferOffset(BasicHeader header, long offset) {
        header.i32(BUFFER_OFFSET_OFFSET, (int) offset);
    }

    /** Sets the count of bytes that are solicited: 1 to MaxBurstLength. */
    public static void desiredLength(BasicHeader header, long bytes) {
        header.i32(DESIRED_LENGTH_OFFSET, (int) bytes);
    }
}
