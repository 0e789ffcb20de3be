package dev.sluice.iscsi.pdu;

/**
 * The SCSI Data-Out, RFC 7143 11.7: unsolicited data of a command, or data solicited by an R2T.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|.|   0x05    |F|  Reserved   |            Reserved           |
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
 *   24 |                            Reserved                           |
 *      +---------------+---------------+---------------+---------------+
 *   28 |                           ExpStatSN                           |
 *      +---------------+---------------+---------------+---------------+
 *   32 |                            Reserved                           |
 *      +---------------+---------------+---------------+---------------+
 *   36 |                             DataSN                            |
 *      +---------------+---------------+---------------+---------------+
 *   40 |                         Buffer Offset                         |
 *      +---------------+---------------+---------------+---------------+
 *   44 |                            Reserved                           |
 *      +---------------+---------------+---------------+---------------+
 * </pre>
 */
public final class DataOutPdu {
    /** Offset of DataSN, 4 bytes: the number of the PDU in its sequence. */
    public static final int DATA_SN_OFFSET = 36;

    /** Offset of the Buffer Offset, 4 bytes, unsigned. */
    public static final int BUFFER_OFFSET_OFFSET = 40;

    private DataOutPdu() {}

    /** True for data that no R2T has solicited. */
    public static boolean isUnsolicited(BasicHeader header) {
        return header.targetTransferTag() == BasicHeader.NO_TAG;
    }

    /** The number of the PDU in its sequence, from 0. */
    public static int dataSn(BasicHeader header) {
        return header.i32(DATA_SN_OFFSET);
    }

    /** The place of the data in the command's data, in bytes: 0 to 4,294,967,295. */
    public static long bufferOffset(BasicHeader header) {
        return header.u32(BUFFER_OFFSET_OFFSET);
    }
}
