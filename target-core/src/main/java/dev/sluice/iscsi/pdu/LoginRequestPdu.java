package dev.sluice.iscsi.pdu;

/**
 * The Login Request, RFC 7143 11.12: keys in the data segment.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|1|   0x03    |T|C|. .|CSG|NSG|  Version-max  |  Version-min  |
 *      +---------------+---------------+---------------+---------------+
 *    4 | TotalAHSLength|               DataSegmentLength               |
 *      +---------------+---------------+---------------+---------------+
 *    8 |                              ISID                             |
 *      +                               +---------------+---------------+
 *   12 |                               |              TSIH             |
 *      +---------------+---------------+---------------+---------------+
 *   16 |                       Initiator Task Tag                      |
 *      +---------------+---------------+---------------+---------------+
 *   20 |              CID              |            Reserved           |
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
 */
public final class LoginRequestPdu {
    /** Offset of the ISID, 6 bytes. */
    public static final int ISID_OFFSET = 8;

    /** Offset of the last 2 bytes of the ISID, its qualifier. */
    public static final int ISID_QUALIFIER_OFFSET = 12;

    private static final int VERSION_MIN_OFFSET = 3;
    private static final int TSIH_OFFSET = 14;
    private static final int CID_OFFSET = 20;
    private static final int STAGE_MASK = 3;
    private static final int CURRENT_STAGE_SHIFT = 2;

    private LoginRequestPdu() {}

    /** T: the initiator is ready to leave the stage. */
    public static boolean isTransit(BasicHeader header) {
        return header.isFinal();
    }

    /** C: the keys continue in the next request. */
    public static boolean isContinued(BasicHeader header) {
        return (header.flags() & BasicHeader.CONTINUE) != 0;
    }

    /** CSG, the current stage: 0 to 3. */
    public static int currentStage(BasicHeader header) {
        return header.flags() >> CURRENT_STAGE_SHIFT & STAGE_MASK;
    }

    /** NSG, the next stage: 0 to 3. */
    public static int nextStage(BasicHeader header) {
        return header.flags() & STAGE_MASK;
    }

    /** The lowest version that the initiator speaks. */
    public static int minVersion(BasicHeader header) {
        return header.u8(VERSION_MIN_OFFSET);
    }

    /** The 48 bits of the ISID. */
    public static long isid(BasicHeader header) {
        return header.u32(ISID_OFFSET) << 16 | header.u16(ISID_QUALIFIER_OFFSET);
    }

    /** The TSIH of the session to join; 0 for a new one. */
    public static int tsih(BasicHeader header) {
        return header.u16(TSIH_OFFSET);
    }

    /** The CID of the connection. */
    public static int cid(BasicHeader header) {
        return header.u16(CID_OFFSET);
    }
}
