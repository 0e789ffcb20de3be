package dev.sluice.iscsi.connection;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.transport.LoopTransport;

/** The loop of connections as a connection sees it. Owner: the loop's thread. */
public interface ConnectionOwner {
    /** The loop that all calls of the connection are made on. */
    IoLoop loop();

    /** Memory and registration of the loop's sockets. */
    LoopTransport transport();

    /** The connection does not belong to this loop any more: it is closed, or another loop has it. */
    void forget(Connection connection);
}
