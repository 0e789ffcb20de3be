package dev.sluice.iscsi.session;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.SerialNumber;
import dev.sluice.scsi.LunAddress;

/**
 * A task management function request, RFC 7143 11.5.
 *
 * @param function one of {@code TaskManagement}
 * @param tag its Initiator Task Tag
 * @param referencedTag the task it is about, where it is about one
 * @param refCmdSn that task's CmdSN
 * @param expDataSn the first Data-In or R2T that the initiator has not got of a task that it reassigns
 * @param cmdSn its own place in the order: it concerns commands that were sent before
 */
record TaskManagementRequest(
        int function, int tag, long lun, int referencedTag, int refCmdSn, int expDataSn, int cmdSn) {
    private static final int FUNCTION_MASK = 0x7f;
    private static final int REFERENCED_TASK_TAG_OFFSET = 20;
    private static final int REF_CMD_SN_OFFSET = 32;
    private static final int EXP_DATA_SN_OFFSET = 36;

    static TaskManagementRequest of(BasicHeader header) {
        return new TaskManagementRequest(
                header.flags() & FUNCTION_MASK,
                header.initiatorTaskTag(),
                header.lun(),
                header.i32(REFERENCED_TASK_TAG_OFFSET),
                header.i32(REF_CMD_SN_OFFSET),
                header.i32(EXP_DATA_SN_OFFSET),
                header.cmdSn());
    }

    /** Whether a command was sent before this, by its place in the order of CmdSN. */
    boolean follows(ScsiExchange command) {
        return SerialNumber.isBefore(command.cmdSn(), command.request().isImmediate() ? cmdSn + 1 : cmdSn);
    }

    /** Whether the task it is about was sent before, may come yet, and has not come. RFC 7143 11.6.1 has such a task received. */
    boolean precedesArrival(Session session) {
        if (!session.order().isWanted(refCmdSn) || !SerialNumber.isBefore(refCmdSn, cmdSn)) {
            return false;
        }
        boolean[] arriving = new boolean[1];
        session.commands().forEach(command -> arriving[0] |= command.isArriving() && command.cmdSn() == refCmdSn);
        return !arriving[0];
    }

    /** Whether a command went to the logical unit that this is for. */
    boolean hasUnitOf(ScsiExchange command) {
        return command.request().lun() == lun
                || LunAddress.decode(command.request().lun()) == LunAddress.decode(lun);
    }
}
