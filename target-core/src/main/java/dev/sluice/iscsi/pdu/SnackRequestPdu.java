package dev.sluice.iscsi.pdu;

/**
 * The SNACK Request, RFC 7143 11.16: acknowledges PDUs or requests them again.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|.|   0x10    |1|. . .|  Type |            Reserved           |
 *      +---------------+---------------+---------------+---------------+
 *    4 | TotalAHSLength|               DataSegmentLength               |
 *      +---------------+---------------+---------------+---------------+
 *    8 |             Logical Unit Number (LUN) or Reserved             |
 *      +                                                               +
 *   12 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 *   16 |                Initiator Task Tag or 0xffffffff               |
 *      +---------------+---------------+---------------+---------------+
 *   20 |         Target Transfer Tag or SNACK Tag or 0xffffffff        |
 *      +---------------+---------------+---------------+---------------+
 *   24 |                            Reserved                           |
 *      +---------------+---------------+---------------+---------------+
 *   28 |                           ExpStatSN                           |
 *      +---------------+---------------+---------------+---------------+
 *   32 |                            Reserved                           |
 *      +                                                               +
 *   36 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 *   40 |                             BegRun                            |
 *      +---------------+---------------+---------------+---------------+
 *   44 |                           RunLength                           |
 *      +---------------+---------------+---------------+---------------+
 * </pre>
 */
public final class SnackRequestPdu {
    /** Type: Data-In or R2T PDUs of a command, as they were. */
    public static final int DATA_OR_R2T = 0;

    /** Type: responses. */
    public static final int STATUS = 1;

    /** Type: acknowledges Data-In. */
    public static final int DATA_ACK = 2;

    /** Type: the unacknowledged Data-In of a command, cut to the present MaxRecvDataSegmentLength. */
    public static final int R_DATA = 3;

    /** Offset of BegRun, 4 bytes: the first DataSN, R2TSN or StatSN that is requested. */
    public static final int BEG_RUN_OFFSET = 40;

    /** Offset of RunLength, 4 bytes: the count of PDUs, 0 for all. */
    public static final int RUN_LENGTH_OFFSET = 44;

    private static final int SNACK_TAG_OFFSET = 20;
    private static final int TYPE_MASK = 0x0f;

    private SnackRequestPdu() {}

    /** The type: 0 to 3, or a reserved value of 4 bits. */
    public static int type(BasicHeader header) {
        return header.flags() & TYPE_MASK;
    }

    /** The tag of an R-Data SNACK, which the response of the command repeats. */
    public static int snackTag(BasicHeader header) {
        return header.i32(SNACK_TAG_OFFSET);
    }

    /** The first DataSN, R2TSN or StatSN that is requested; of a DataACK the first that is not acknowledged. */
    public static int begRun(BasicHeader header) {
        return header.i32(BEG_RUN_OFFSET);
    }

    /** The count of PDUs, unsigned; 0 for all from {@link #begRun} on. */
    public static int runLength(BasicHeader header) {
        return header.i32(RUN_LENGTH_OFFSET);
    }
}
