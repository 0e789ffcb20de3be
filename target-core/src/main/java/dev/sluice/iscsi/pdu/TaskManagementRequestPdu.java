package dev.sluice.iscsi.pdu;

/**
 * The Task Management Function Request, RFC 7143 11.5. Its functions are in {@link TaskManagement}.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|I|   0x02    |1|  Function   |            Reserved           |
 *      +---------------+---------------+---------------+---------------+
 *    4 | TotalAHSLength|               DataSegmentLength               |
 *      +---------------+---------------+---------------+---------------+
 *    8 |             Logical Unit Number (LUN) or Reserved             |
 *      +                                                               +
 *   12 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 *   16 |                       Initiator Task Tag                      |
 *      +---------------+---------------+---------------+---------------+
 *   20 |               Referenced Task Tag or 0xffffffff               |
 *      +---------------+---------------+---------------+---------------+
 *   24 |                             CmdSN                             |
 *      +---------------+---------------+---------------+---------------+
 *   28 |                           ExpStatSN                           |
 *      +---------------+---------------+---------------+---------------+
 *   32 |                      RefCmdSN or Reserved                     |
 *      +---------------+---------------+---------------+---------------+
 *   36 |                     ExpDataSN or Reserved                     |
 *      +---------------+---------------+---------------+---------------+
 *   40 |                            Reserved                           |
 *      +                                                               +
 *   44 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 * </pre>
 */
public final class TaskManagementRequestPdu {
    /** Offset of the Referenced Task Tag, 4 bytes: the task to abort, query or reassign. */
    public static final int REFERENCED_TASK_TAG_OFFSET = 20;

    /** Offset of RefCmdSN, 4 bytes: the CmdSN of the task to abort. */
    public static final int REF_CMD_SN_OFFSET = 32;

    private static final int EXP_DATA_SN_OFFSET = 36;
    private static final int FUNCTION_MASK = 0x7f;

    private TaskManagementRequestPdu() {}

    /** The function: 1 to 12, or a reserved value of 7 bits. */
    public static int function(BasicHeader header) {
        return header.flags() & FUNCTION_MASK;
    }

    /** The Initiator Task Tag of the task that the function concerns, where it concerns one. */
    public static int referencedTaskTag(BasicHeader header) {
        return header.i32(REFERENCED_TASK_TAG_OFFSET);
    }

    /** The CmdSN of that task. */
    public static int refCmdSn(BasicHeader header) {
        return header.i32(REF_CMD_SN_OFFSET);
    }

    /** The first Data-In or R2T that the initiator lacks of a task that it reassigns; 0 for all that it has not acknowledged. */
    public static int expDataSn(BasicHeader header) {
        return header.i32(EXP_DATA_SN_OFFSET);
    }
}
