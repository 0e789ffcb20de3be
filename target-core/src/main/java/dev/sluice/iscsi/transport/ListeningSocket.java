package dev.sluice.iscsi.transport;

import dev.sluice.io.loop.IoLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** A portal's listening socket: accepts connections on one loop and hands them on. Any thread. */
public interface ListeningSocket {
    /** Makes listening sockets of one kind. Any thread. */
    @FunctionalInterface
    interface Opener {
        /**
         * Binds and listens.
         *
         * @param loop accepts
         * @param address port 0 for any free one; all addresses of IPv6 are those of IPv6 alone
         * @throws ListenFailure if the address cannot be bound
         */
        ListeningSocket open(IoLoop loop, InetSocketAddress address, AcceptHandler acceptHandler) throws IOException;
    }

    /** Takes over connections, on the loop's thread. */
    @FunctionalInterface
    interface AcceptHandler {
        /**
         * An initiator has connected.
         *
         * @param socket attached to no loop; the handler closes it, unless it throws
         * @param peer the initiator's address: known also where the connection has been reset since
         * @param portal the address that accepted
         */
        void accepted(ConnectedSocket socket, InetSocketAddress peer, InetSocketAddress portal);
    }

    /** The address as it was asked for, with the port that it got. */
    InetSocketAddress localAddress();

    /** Stops listening; connections stay. */
    void close();

    /** Completed, on the loop, when the address is free. */
    CompletableFuture<Void> closed();
}
