package dev.sluice.iscsi.session;

import dev.sluice.iscsi.login.TaskReporting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.agrona.collections.IntArrayList;

/**
 * Ends several tasks at once (RFC 7143 4.2.3.3, 4.2.3.4): those of the initiator that asks here, those of others by the device
 * server. It is done when nothing of them is under way, statuses that were due have been sent, and the initiator has answered
 * the R2Ts that it has got, which it does not do where FastAbort was agreed on. Owner: the session's loop thread.
 */
final class MultiTaskAbort {
    private final Session session;
    private final AbortProgress progress;

    /** @param done called when all is at rest, maybe from within {@link #begin} */
    MultiTaskAbort(Session session, Runnable done) {
        this.session = session;
        this.progress = new AbortProgress(1, done);
    }

    /**
     * Begins.
     *
     * @param affected which of the session's commands are ended
     * @param others ends the tasks that other sessions have, and calls what it is given when that is done
     */
    void begin(Predicate<Command> affected, Consumer<Runnable> others) {
        List<Command> commands = new ArrayList<>();
        session.forEachOpen(command -> {
            if (affected.test(command)) {
                commands.add(command);
            }
        });
        IntArrayList transferTags = new IntArrayList();
        for (Command command : commands) {
            end(command, transferTags);
        }
        if (session.parameters().taskReporting() != TaskReporting.FAST_ABORT) {
            session.awaitedTransfers().await(transferTags, progress);
        }
        progress.expect();
        others.accept(progress::ended);
        progress.ended();
    }

    private void end(Command command, IntArrayList transferTags) {
        progress.expect();
        command.whenAborted(progress);
        // The status of a completed one goes out ahead of the function's response.
        if (!command.isCompleted()) {
            command.dataOut().forEachOpenBurst(transferTags::addInt);
            session.abort(command);
        }
    }
}
