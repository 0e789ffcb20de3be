package dev.sluice.iscsi.pdu;

/**
 * The SCSI Data-In, RFC 7143 11.7: data of a command, and with the last ones its good status.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|.|   0x25    |F|A|0 0 0|O|U|S|    Reserved   | Status or Rsvd|
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
 *   24 |                       StatSN or Reserved                      |
 *      +---------------+---------------+---------------+---------------+
 *   28 |                            ExpCmdSN                           |
 *      +---------------+---------------+---------------+---------------+
 *   32 |                            MaxCmdSN                           |
 *      +---------------+---------------+---------------+---------------+
 *   36 |                             DataSN                            |
 *      +---------------+---------------+---------------+---------------+
 *   40 |                         Buffer Offset                         |
 *      +---------------+---------------+---------------+---------------+
 *   44 |                         Residual Count                        |
 *      +---------------+---------------+---------------+---------------+
 * </pre>
 */
public final class DataInPdu {
    /** A of the flags: the initiator is to acknowledge the data with a SNACK. */
    public static final int ACKNOWLEDGE = 0x40;

    /** S of the flags: the PDU carries the status of the command. */
    public static final int STATUS = 0x01;

    /** Offset of DataSN, 4 bytes: the number of the PDU among those of the command. */
    public static final int DATA_SN_OFFSET = 36;

    /** Offset of the Buffer Offset, 4 bytes, unsigned. */
    public static final int BUFFER_OFFSET_OFFSET = 40;

    private static final int STATUS_OFFSET = 3;
    private static final int RESIDUAL_OFFSET = 44;

    private DataInPdu() {}

    /** Sets the number of the PDU among those of the command, from 0. */
    public static void dataSn(BasicHeader header, int dataSn) {
        header.i32(DATA_SN_OFFSET, dataSn);
    }

    /** The place of the data in the command's data, in bytes: 0 to 4,294,967,295. */
    public static long bufferOffset(BasicHeader header) {
        return header.u32(BUFFER_OFFSET_OFFSET);
    }

    /** Sets the place of the data in the command's data. */
    public static void bufferOffset(BasicHeader header, long offset) {
        header.i32(BUFFER_OFFSET_OFFSET, (int) offset);
    }

    /** Sets the SCSI status, which the flag {@link #STATUS} makes valid. */
    public static void status(BasicHeader header, int status) {
        header.u8(STATUS_OFFSET, status);
    }

    /** Sets the Residual Count in bytes, unsigned. */
    public static void residual(BasicHeader header, int bytes) {
        header.i32(RESIDUAL_OFFSET, bytes);
    }
}
