package dev.sluice.iscsi.taskmanagement;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.connection.ControlPdu;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.TaskManagement;
import dev.sluice.iscsi.pdu.TaskManagementResponsePdu;
import dev.sluice.iscsi.session.Session;
import dev.sluice.iscsi.task.AbortProgress;
import dev.sluice.iscsi.task.ScsiExchange;
import dev.sluice.scsi.port.TaskManager;
import dev.sluice.scsi.taskset.TaskScope;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.agrona.collections.IntArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Task management of a session, RFC 7143 11.5 and RFC 7144 4.2: aborts, resets and questions, answered when what they stop
 * has come to rest. Owner: the session's loop thread.
 */
public final class TaskManagementRequests {
    private static final Logger LOG = LoggerFactory.getLogger(TaskManagementRequests.class);

    /** Functions under way on a connection: as many as abort the tasks of the deepest queue, and some. */
    private static final int MOST_AT_A_TIME = 4096;

    /** This session's own tasks are ended through their commands. */
    private static final TaskScope NONE_OF_OURS = task -> false;

    private final Connection connection;
    private final Session session;
    /** The Initiator Task Tags of those that are not answered. */
    private final IntArrayList underWay = new IntArrayList(8, IntArrayList.DEFAULT_NULL_VALUE);

    public TaskManagementRequests(Connection connection, Session session) {
        this.connection = connection;
        this.session = session;
    }

    public void request(BasicHeader header) {
        TaskManagementRequest request = TaskManagementRequest.of(header);
        underWay.addInt(request.tag());
        if (session.parameters().discovery() || underWay.size() > MOST_AT_A_TIME) {
            respond(request, TaskManagement.FUNCTION_REJECTED);
            return;
        }
        switch (request.function()) {
            case TaskManagement.ABORT_TASK -> abortTask(request);
            case TaskManagement.ABORT_TASK_SET -> onUnit(request, () -> abortTaskSet(request));
            case TaskManagement.CLEAR_TASK_SET -> onUnit(request, () -> clearTaskSet(request));
            case TaskManagement.LOGICAL_UNIT_RESET -> onUnit(request, () -> resetLogicalUnit(request));
            case TaskManagement.TARGET_WARM_RESET -> resetTarget(request);
            case TaskManagement.TARGET_COLD_RESET -> powerCycle(request);
            case TaskManagement.TASK_REASSIGN -> respond(request, reassign(request));
            case TaskManagement.QUERY_TASK,
                    TaskManagement.QUERY_TASK_SET,
                    TaskManagement.I_T_NEXUS_RESET,
                    TaskManagement.QUERY_ASYNCHRONOUS_EVENT -> ofLevelTwo(request);
            // Among them CLEAR ACA: there is no ACA condition (NORMACA is 0).
            default -> respond(request, TaskManagement.FUNCTION_NOT_SUPPORTED);
        }
    }

    private int reassign(TaskManagementRequest request) {
        return session.lostTasks() == null
                ? TaskManagement.REASSIGNMENT_NOT_SUPPORTED
                : session.lostTasks().reassign(request.referencedTag(), connection, request.expDataSn());
    }

    private void ofLevelTwo(TaskManagementRequest request) {
        if (session.parameters().protocolLevel() < TaskManagement.QUERY_PROTOCOL_LEVEL) {
            respond(request, TaskManagement.FUNCTION_NOT_SUPPORTED);
            return;
        }
        switch (request.function()) {
            case TaskManagement.QUERY_TASK -> onUnit(request, () -> queryTask(request));
            case TaskManagement.QUERY_TASK_SET -> onUnit(request, () -> queryTaskSet(request));
            case TaskManagement.I_T_NEXUS_RESET -> resetNexus(request);
            default -> onUnit(request, () -> queryAsynchronousEvent(request));
        }
    }

    private void onUnit(TaskManagementRequest request, Runnable function) {
        if (session.nexus().exists(request.lun())) {
            function.run();
        } else {
            respond(request, TaskManagement.LUN_DOES_NOT_EXIST);
        }
    }

    private TaskManager taskManager() {
        return session.port().taskManager();
    }

    private void abortTask(TaskManagementRequest request) {
        ScsiExchange command = session.commands().find(request.referencedTag());
        if (underWay.containsInt(request.referencedTag()) && request.referencedTag() != request.tag()) {
            // RFC 7143 11.5.1: it is no function for functions.
            respond(request, TaskManagement.FUNCTION_REJECTED);
        } else if (command == null || !request.hasUnitOf(command)) {
            respond(request, abortOfNothing(request));
        } else if (command.isCompleted() && command.connection() != null) {
            // Its status waits to be sent; this answer must come behind it.
            underWay.removeInt(request.tag());
            connection.io().send(response(request, TaskManagement.TASK_DOES_NOT_EXIST, 0));
        } else {
            session.journal().taskManagement(request.function(), request.lun(), 1);
            command.whenAborted(new AbortProgress(1, () -> respond(request, TaskManagement.FUNCTION_COMPLETE)));
            session.abort(command);
        }
    }

    /** RFC 7143 11.6.1: a task that is on its way counts as arrived and aborted; when it comes it is ignored. */
    private int abortOfNothing(TaskManagementRequest request) {
        if (!session.nexus().exists(request.lun())) {
            return TaskManagement.LUN_DOES_NOT_EXIST;
        }
        if (!request.precedesArrival(session)) {
            return TaskManagement.TASK_DOES_NOT_EXIST;
        }
        session.order().plug(request.refCmdSn());
        return TaskManagement.FUNCTION_COMPLETE;
    }

    private void abortTaskSet(TaskManagementRequest request) {
        endTasksOfUnit(request, Runnable::run);
    }

    private void clearTaskSet(TaskManagementRequest request) {
        LOG.info("{}: CLEAR TASK SET by {}", session.targetName(), connection);
        endTasksOfUnit(request, done -> taskManager()
                .clearTaskSet(session.nexus(), request.lun(), NONE_OF_OURS, unitExists -> done.run()));
    }

    private void resetLogicalUnit(TaskManagementRequest request) {
        LOG.warn("{}: LOGICAL UNIT RESET by {}", session.targetName(), connection);
        endTasksOfUnit(request, done -> taskManager()
                .resetLogicalUnit(session.nexus(), request.lun(), NONE_OF_OURS, unitExists -> done.run()));
    }

    /** Begins after the arrival of all commands that were sent before: RFC 7143 4.2.3.3 b, 4.2.3.4 a. */
    private void endTasksOfUnit(TaskManagementRequest request, Consumer<Runnable> others) {
        tell(request, request::hasUnitOf);
        session.order().whenReached(request.cmdSn(), () -> answeredAbort(request)
                .begin(command -> request.hasUnitOf(command) && request.follows(command), others));
    }

    private void tell(TaskManagementRequest request, Predicate<ScsiExchange> affected) {
        int[] count = new int[1];
        session.commands().forEach(command -> count[0] += affected.test(command) ? 1 : 0);
        session.journal().taskManagement(request.function(), request.lun(), count[0]);
    }

    private MultiTaskAbort answeredAbort(TaskManagementRequest request) {
        return new MultiTaskAbort(session, connection, () -> {
            underWay.removeInt(request.tag());
            session.respond(connection, response(request, TaskManagement.FUNCTION_COMPLETE, 0));
        });
    }

    private void resetTarget(TaskManagementRequest request) {
        LOG.warn("{}: TARGET WARM RESET by {}", session.targetName(), connection);
        tell(request, command -> true);
        answeredAbort(request).beginWithoutWaiting(request.cmdSn(), request::follows, done -> taskManager()
                .resetTarget(session.nexus(), NONE_OF_OURS, unitExists -> done.run()));
    }

    /** RFC 7143 11.5.1: as power on, so all connections end, this one last of all. */
    private void powerCycle(TaskManagementRequest request) {
        LOG.warn("{}: TARGET COLD RESET by {}", session.targetName(), connection);
        tell(request, command -> true);
        MultiTaskAbort abort = new MultiTaskAbort(session, connection, () -> {
            respond(request, TaskManagement.FUNCTION_COMPLETE);
            session.drop("TARGET COLD RESET");
        });
        abort.beginWithoutWaiting(request.cmdSn(), request::follows, done -> taskManager()
                .powerCycle(session.nexus(), NONE_OF_OURS, unitExists -> done.run()));
    }

    private void resetNexus(TaskManagementRequest request) {
        tell(request, command -> true);
        answeredAbort(request).beginWithoutWaiting(request.cmdSn(), request::follows, done -> taskManager()
                .resetNexus(session.nexus(), NONE_OF_OURS, unitExists -> done.run()));
    }

    private void queryTask(TaskManagementRequest request) {
        ScsiExchange command = session.commands().find(request.referencedTag());
        boolean present = command != null && request.hasUnitOf(command) && !command.isCompleted();
        respond(request, present ? TaskManagement.FUNCTION_SUCCEEDED : TaskManagement.FUNCTION_COMPLETE);
    }

    private void queryTaskSet(TaskManagementRequest request) {
        boolean[] present = new boolean[1];
        session.commands().forEach(command -> present[0] |= request.hasUnitOf(command) && !command.isCompleted());
        respond(request, present[0] ? TaskManagement.FUNCTION_SUCCEEDED : TaskManagement.FUNCTION_COMPLETE);
    }

    private void queryAsynchronousEvent(TaskManagementRequest request) {
        int event = taskManager().queryAsynchronousEvent(session.nexus(), request.lun());
        int response = event == 0 ? TaskManagement.FUNCTION_COMPLETE : TaskManagement.FUNCTION_SUCCEEDED;
        underWay.removeInt(request.tag());
        connection.io().sendUrgent(response(request, response, event));
    }

    private void respond(TaskManagementRequest request, int response) {
        underWay.removeInt(request.tag());
        connection.io().sendUrgent(response(request, response, 0));
    }

    private ControlPdu response(TaskManagementRequest request, int response, int additionalInformation) {
        return new ControlPdu(
                connection.sequence(), Opcode.TASK_MANAGEMENT_RESPONSE, BasicHeader.FINAL, true, header -> {
                    TaskManagementResponsePdu.response(header.initiatorTaskTag(request.tag()), response);
                    TaskManagementResponsePdu.additionalInformation(header, additionalInformation);
                });
    }
}
