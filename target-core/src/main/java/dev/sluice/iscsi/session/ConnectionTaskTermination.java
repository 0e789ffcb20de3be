package dev.sluice.iscsi.session;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.recovery.StatusSequence;
import dev.sluice.iscsi.task.AbortProgress;
import dev.sluice.iscsi.task.ScsiExchange;
import java.util.List;

/**
 * The end of the tasks of a connection that is gone while its session goes on: they end without a status, and the
 * initiator learns of it by a unit attention condition (RFC 7143 11.14.5). Owner: the session's loop thread.
 */
final class ConnectionTaskTermination {
    private ConnectionTaskTermination() {}

    /** Ends all that was to be answered on {@code connection}. */
    static void of(Session session, Connection connection) {
        discardUnreached(session, connection);
        List<ScsiExchange> commands = session.commands().of(connection);
        boolean heard = connection.isLoggedOut() || !isUnacknowledged(connection.sequence());
        if (!commands.isEmpty() || !heard) {
            end(session, commands);
        }
    }

    private static boolean isUnacknowledged(StatusSequence sequence) {
        return sequence.expStatSn() != sequence.statSn();
    }

    /** Requests that have not had their turn have not arrived: their CmdSN is free for the initiator to use again, RFC 7143 11.14. */
    static void discardUnreached(Session session, Connection connection) {
        for (ScsiExchange command : session.commands().of(connection)) {
            if (command.isArriving()) {
                command.discarded();
            }
        }
        session.order().discard(connection);
    }

    /** Ends commands whose connection is gone, and tells the others of the window: what was said there may be lost. */
    static void end(Session session, List<ScsiExchange> commands) {
        AbortProgress progress = new AbortProgress(commands.size(), () -> NexusEvents.windowOpened(session));
        for (ScsiExchange command : commands) {
            if (!session.connections().isEmpty() || session.lostTasks() != null) {
                session.nexus().commandsCleared(command.request().lun());
            }
            command.whenAborted(progress);
            session.abort(command);
        }
    }
}
