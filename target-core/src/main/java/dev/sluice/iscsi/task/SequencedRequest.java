package dev.sluice.iscsi.task;

import dev.sluice.iscsi.connection.Connection;

/** Something of an initiator that takes its place in the order of CmdSN, RFC 7143 4.2.2.1. Owner: the session's loop thread. */
public interface SequencedRequest {
    int cmdSn();

    /** The connection that it came on, or null where it came on none. */
    Connection connection();

    /** All with a smaller CmdSN have had their turn. */
    void turn();

    /** The session ends before that. */
    void turnLost();

    /** Its connection ends before that, and it counts as not arrived. */
    default void discarded() {
        turnLost();
    }
}
