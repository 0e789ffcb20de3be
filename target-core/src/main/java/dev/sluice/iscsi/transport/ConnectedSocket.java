package dev.sluice.iscsi.transport;

import dev.sluice.io.loop.IoLoop;
import java.net.InetSocketAddress;

/**
 * A connected TCP socket, from accept to close. It belongs to no loop, or to the one that it is attached to, whose thread makes all calls then.
 *
 * <p>At most one receive is under way, and at most one send; memory that an operation names stays as it is until {@link SocketCompletions} says that
 * the operation has ended. The structs of a connection stay at their addresses, so a socket may keep the operations on them. A server uses one implementation, so that the JIT inlines its calls.
 */
public interface ConnectedSocket {
    /** The address at which the initiator has found this side, or null where the connection has been reset since. */
    InetSocketAddress localAddress();

    /** Sets the options that every connection has: TCP_NODELAY and SO_KEEPALIVE. */
    void setOptions();

    /**
     * Belongs to {@code loop} from now on. Loop thread only.
     *
     * @throws IllegalStateException if the loop is stopping
     */
    void attach(IoLoop loop, SocketCompletions completions);

    /** Belongs to no loop from now on; no operation is under way. */
    void detach();

    /**
     * Receives to the places of a struct msghdr.
     *
     * @param isReadable false where nothing is expected to be there yet
     */
    void receiveMessage(long messageHeaderAddress, boolean isReadable);

    /**
     * Sends the bytes of a struct msghdr, all of them unless an error comes first.
     *
     * @param zeroCopy leaves the memory in use beyond the end of the operation, until {@link SocketCompletions#released}
     * @param slot names the operation to {@link SocketCompletions}
     */
    void sendMessage(long messageHeaderAddress, boolean zeroCopy, int slot);

    /** Returns true where the TCP of the initiator's machine has acknowledged all that was sent. A system call. */
    boolean isAcknowledged();

    /** Ends the operations under way; they complete all the same. */
    void shutdown();

    /** Gives the descriptor back; no operation is under way, and nothing happens the second time. */
    void close();
}
