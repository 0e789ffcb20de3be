package dev.sluice.iscsi.task;

import dev.sluice.iscsi.connection.Connection;

/**
 * A session as its tasks see it: the order of their beginning and of their statuses, and their end. One implementation at run time. Owner:
 * the session's loop thread.
 */
public interface TaskSession {
    /**
     * The turn of a command in the order of CmdSN.
     *
     * @return true where it begins now; otherwise the session has refused it, or calls {@link ScsiExchange#deliver} later
     */
    boolean mayBegin(ScsiExchange command);

    /** Returns true where the status of a command has to wait; {@link ScsiExchange#sendStatus} is called later. */
    boolean holdsStatus(ScsiExchange command);

    /** The status of a command is about to be sent, or it ends without one. */
    void statusDue(ScsiExchange command);

    /** A command has ended with a status, {@code nanos} after its header arrived. */
    void ended(CommandRequest request, long nanos);

    /** The PDU of a command will never be whole: to the initiator it has not arrived. */
    void notArrived(ScsiExchange command);

    /** Nothing of a command is under way any more, and its object is free. */
    void recycle(ScsiExchange command);

    /** Returns true where the tasks of a connection outlive it. */
    boolean keepsTasksOf(Connection connection);
}
