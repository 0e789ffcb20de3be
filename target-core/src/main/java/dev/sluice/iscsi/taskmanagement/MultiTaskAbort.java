package dev.sluice.iscsi.taskmanagement;

import dev.sluice.iscsi.connection.AsyncMessages;
import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.login.TaskReporting;
import dev.sluice.iscsi.pdu.CommandWindow;
import dev.sluice.iscsi.pdu.SerialNumber;
import dev.sluice.iscsi.session.Session;
import dev.sluice.iscsi.task.AbortProgress;
import dev.sluice.iscsi.task.ScsiExchange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.IntHashSet;

/**
 * Ends several tasks at once (RFC 7143 4.2.3.3, 4.2.3.4): those of the initiator that asks here, those of others by the device
 * server. It is done when nothing of them is under way, statuses that were due have been sent, and the initiator has answered
 * the R2Ts that it has got, which it does not do where FastAbort was agreed on. Owner: the session's loop thread.
 */
final class MultiTaskAbort {
    private record Place(Connection connection, long lun) {}

    private final Session session;
    private final Connection issuing;
    private final AbortProgress progress;

    /**
     * @param issuing the connection that the request came on
     * @param done called when all is at rest, maybe from within {@link #begin}
     */
    MultiTaskAbort(Session session, Connection issuing, Runnable done) {
        this.session = session;
        this.issuing = issuing;
        this.progress = new AbortProgress(1, done);
    }

    /**
     * Begins.
     *
     * @param affected which of the session's commands are ended
     * @param others ends the tasks that other sessions have, and calls what it is given when that is done
     */
    void begin(Predicate<ScsiExchange> affected, Consumer<Runnable> others) {
        List<ScsiExchange> commands = new ArrayList<>();
        session.commands().forEach(command -> {
            if (affected.test(command)) {
                commands.add(command);
            }
        });
        if (session.parameters().taskReporting() == TaskReporting.FAST_ABORT) {
            tellOtherConnections(commands);
            commands.forEach(command -> end(command, new IntArrayList()));
        } else {
            IntArrayList transferTags = new IntArrayList();
            commands.forEach(command -> end(command, transferTags));
            session.abortedDataOut().await(transferTags, progress);
        }
        progress.expect();
        others.accept(progress::ended);
        progress.ended();
    }

    /** As {@link #begin}, and what has not arrived of all that is numbered before {@code cmdSn} counts as arrived: 4.2.3.3 b. */
    void beginWithoutWaiting(int cmdSn, Predicate<ScsiExchange> affected, Consumer<Runnable> others) {
        begin(affected, done -> {
            plugBefore(cmdSn);
            others.accept(done);
        });
    }

    /** RFC 7143 4.2.3.4 d 2. */
    private void tellOtherConnections(List<ScsiExchange> commands) {
        Set<Place> places = new LinkedHashSet<>();
        for (ScsiExchange command : commands) {
            if (command.connection() != issuing && command.connection() != null) {
                places.add(new Place(command.connection(), command.request().lun()));
            }
        }
        for (Place place : places) {
            place.connection().io().sendUrgent(new AsyncMessages(place.connection()).tasksTerminated(place.lun()));
        }
    }

    private void end(ScsiExchange command, IntArrayList transferTags) {
        progress.expect();
        command.whenAborted(progress);
        // The status of a completed one goes out ahead of the function's response.
        if (!command.isCompleted() || command.connection() == null) {
            if (command.connection() != null) {
                command.dataOut().forEachOpenBurst(transferTags::addInt);
            }
            session.abort(command);
        }
    }

    private void plugBefore(int cmdSn) {
        IntHashSet onTheirWay = new IntHashSet();
        session.commands().forEach(command -> {
            if (command.isArriving() && !command.request().isImmediate()) {
                onTheirWay.add(command.cmdSn());
            }
        });
        CommandWindow window = session.window();
        int end = window.maxCmdSn() + 1;
        if (SerialNumber.isBefore(end, cmdSn)) {
            return;
        }
        for (int at = window.expCmdSn(); SerialNumber.isBefore(at, cmdSn); at++) {
            if (session.order().isWanted(at) && !onTheirWay.contains(at)) {
                session.order().plug(at);
            }
        }
    }
}
