package dev.sluice.iscsi.pdu;

/**
 * The SCSI Response, RFC 7143 11.4: the status of a command, with sense data in its data segment.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|.|   0x21    |1|. .|o|u|O|U|.|    Response   |     Status    |
 *      +---------------+---------------+---------------+---------------+
 *    4 | TotalAHSLength|               DataSegmentLength               |
 *      +---------------+---------------+---------------+---------------+
 *    8 |                            Reserved                           |
 *      +                                                               +
 *   12 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 *   16 |                       Initiator Task Tag                      |
 *      +---------------+---------------+---------------+---------------+
 *   20 |                     SNACK Tag or Reserved                     |
 *      +---------------+---------------+---------------+---------------+
 *   24 |                             StatSN                            |
 *      +---------------+---------------+---------------+---------------+
 *   28 |                            ExpCmdSN                           |
 *      +---------------+---------------+---------------+---------------+
 *   32 |                            MaxCmdSN                           |
 *      +---------------+---------------+---------------+---------------+
 *   36 |                     ExpDataSN or Reserved                     |
 *      +---------------+---------------+---------------+---------------+
 *   40 |         Bidirectional Read Residual Count or Reserved         |
 *      +---------------+---------------+---------------+---------------+
 *   44 |                   Residual Count or Reserved                  |
 *      +---------------+---------------+---------------+---------------+
 * </pre>
 */
public final class ScsiResponsePdu {
    /** o of the flags: the initiator expected fewer bidirectional read data than there are. */
    public static final int READ_OVERFLOW = 0x10;

    /** u of the flags: the initiator expected more bidirectional read data than there are. */
    public static final int READ_UNDERFLOW = 0x08;

    /** O of the flags: the initiator expected fewer data than there are. */
    public static final int OVERFLOW = 0x04;

    /** U of the flags: the initiator expected more data than there are. */
    public static final int UNDERFLOW = 0x02;

    /** Offset of the SCSI status, 1 byte; Data-In has it at the same place. */
    public static final int STATUS_OFFSET = 3;

    /** Offset of the SNACK Tag, 4 bytes: the tag of the R-Data SNACK that the response answers, or 0. */
    public static final int SNACK_TAG_OFFSET = 20;

    /** Offset of ExpDataSN, 4 bytes: the count of Data-In and R2T PDUs of the command. */
    public static final int EXP_DATA_SN_OFFSET = 36;

    private static final int READ_RESIDUAL_OFFSET = 40;
    private static final int RESIDUAL_OFFSET = 44;

    private ScsiResponsePdu() {}

    /** Sets the SCSI status. */
    public static void status(BasicHeader header, int status) {
        header.u8(STATUS_OFFSET, status);
    }

    /** Sets the SNACK Tag. */
    public static void snackTag(BasicHeader header, int tag) {
        header.i32(SNACK_TAG_OFFSET, tag);
    }

    /** Sets the count of Data-In and R2T PDUs of the command. */
    public static void expDataSn(BasicHeader header, int count) {
        header.i32(EXP_DATA_SN_OFFSET, count);
    }

    /** Sets the Bidirectional Read Residual Count in bytes, unsigned. */
    public static void readResidual(BasicHeader header, int bytes) {
        header.i32(READ_RESIDUAL_OFFSET, bytes);
    }

    /** Sets the Residual Count in bytes, unsigned. */
    public static void residual(BasicHeader header, int bytes) {
        header.i32(RESIDUAL_OFFSET, bytes);
    }
}
