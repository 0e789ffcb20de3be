package dev.sluice.iscsi.taskmanagement;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.SerialNumber;
import dev.sluice.iscsi.pdu.TaskManagementRequestPdu;
import dev.sluice.iscsi.session.Session;
import dev.sluice.iscsi.task.ScsiExchange;
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
    static TaskManagementRequest of(BasicHeader header) {
        return new TaskManagementRequest(
                TaskManagementRequestPdu.function(header),
                header.initiatorTaskTag(),
                header.lun(),
                TaskManagementRequestPdu.referencedTaskTag(header),
                TaskManagementRequestPdu.refCmdSn(header),
                TaskManagementRequestPdu.expDataSn(header),
                header.cmdSn());
    }

    /** Returns true if a command was sent before this, by its place in the order of CmdSN. */
    boolean follows(ScsiExchange command) {
        return SerialNumber.isBefore(command.cmdSn(), command.request().isImmediate() ? cmdSn + 1 : cmdSn);
    }

    /** Returns true if the referenced task was sent before, may come yet, and has not come. RFC 7143 11.6.1 has such a task received. */
    boolean precedesArrival(Session session) {
        if (!session.order().isWanted(refCmdSn) || !SerialNumber.isBefore(refCmdSn, cmdSn)) {
            return false;
        }
        boolean[] arriving = new boolean[1];
        session.commands().forEach(command -> arriving[0] |= command.isArriving() && command.cmdSn() == refCmdSn);
        return !arriving[0];
    }

    /** Returns true if a command went to the logical unit that this is for. */
    boolean hasUnitOf(ScsiExchange command) {
        return command.request().lun() == lun
                || LunAddress.decode(command.request().lun()) == LunAddress.decode(lun);
    }
}
