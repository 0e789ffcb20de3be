package dev.sluice.iscsi.session;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.TaskManagement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Task management of a session, RFC 7143 11.5: aborts and resets, answered when what they stop has come to rest. Owner: the
 * session's loop thread.
 */
final class TaskManagementRequests {
    private static final Logger LOG = LoggerFactory.getLogger(TaskManagementRequests.class);
    private static final int FUNCTION_MASK = 0x7f;
    private static final int REFERENCED_TASK_TAG_OFFSET = 20;
    private static final int RESPONSE_OFFSET = 2;

    private final Connection connection;
    private final Session session;

    TaskManagementRequests(Connection connection, Session session) {
        this.connection = connection;
        this.session = session;
    }

    void request(BasicHeader header) {
        int function = header.flags() & FUNCTION_MASK;
        int tag = header.initiatorTaskTag();
        long lun = header.lun();
        if (session.parameters().discovery()) {
            respond(tag, TaskManagement.FUNCTION_REJECTED);
            return;
        }
        switch (function) {
            case TaskManagement.ABORT_TASK -> abortTask(tag, header.i32(REFERENCED_TASK_TAG_OFFSET), lun);
            case TaskManagement.ABORT_TASK_SET -> abortTaskSet(tag, lun);
            case TaskManagement.LOGICAL_UNIT_RESET -> {
                LOG.warn("{}: LOGICAL UNIT RESET by {}", session.targetName(), connection);
                session.dropUndelivered(lun);
                session.scsi().resetLogicalUnit(session.nexus(), lun, unitExists -> respondToReset(tag, unitExists));
            }
            case TaskManagement.TARGET_WARM_RESET -> {
                LOG.warn("{}: TARGET WARM RESET by {}", session.targetName(), connection);
                session.dropUndelivered(null);
                session.scsi().resetTarget(session.nexus(), unitExists -> respondToReset(tag, true));
            }
            case TaskManagement.TASK_REASSIGN -> respond(tag, TaskManagement.REASSIGNMENT_NOT_SUPPORTED);
            default -> respond(tag, TaskManagement.FUNCTION_NOT_SUPPORTED);
        }
    }

    private void respondToReset(int tag, boolean unitExists) {
        respond(tag, unitExists ? TaskManagement.FUNCTION_COMPLETE : TaskManagement.LUN_DOES_NOT_EXIST);
    }

    private void abortTask(int tag, int referencedTag, long lun) {
        Command command = session.find(referencedTag);
        if (command == null || command.lun() != lun) {
            respond(tag, TaskManagement.TASK_DOES_NOT_EXIST);
        } else if (command.isCompleted()) {
            // Its status waits to be sent; this answer must come behind it.
            connection.io().send(response(tag, TaskManagement.TASK_DOES_NOT_EXIST));
        } else {
            abortAll(tag, List.of(command));
        }
    }

    private void abortTaskSet(int tag, long lun) {
        if (!session.scsi().exists(lun)) {
            respond(tag, TaskManagement.LUN_DOES_NOT_EXIST);
            return;
        }
        List<Command> commands = new ArrayList<>();
        session.forEachOpen(command -> {
            if (command.lun() == lun && !command.isCompleted()) {
                commands.add(command);
            }
        });
        abortAll(tag, commands);
    }

    private void abortAll(int tag, List<Command> commands) {
        AbortProgress progress =
                new AbortProgress(commands.size(), () -> respond(tag, TaskManagement.FUNCTION_COMPLETE));
        for (Command command : commands) {
            command.whenAborted(progress);
            session.abort(command);
        }
    }

    private void respond(int tag, int response) {
        connection.io().sendUrgent(response(tag, response));
    }

    private Message response(int tag, int response) {
        return new Message(
                connection.sequence(), Opcode.TASK_MANAGEMENT_RESPONSE, BasicHeader.FINAL, true, header -> header.u8(
                                RESPONSE_OFFSET, response)
                        .initiatorTaskTag(tag));
    }
}
