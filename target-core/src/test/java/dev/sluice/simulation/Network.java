package dev.sluice.simulation;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.transport.ListenFailure;
import dev.sluice.iscsi.transport.ListeningSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A network without a kernel: listening sockets, and connections whose bytes come late and in pieces. One thread. */
public final class Network implements ListeningSocket.Opener {
    /** Time that bytes take from one side to the other at most, in nanoseconds. */
    static final int LATENCY_NANOS = 200_000;

    private static final int FIRST_PORT = 40_000;

    private final Simulation simulation;
    private final Map<InetSocketAddress, Listening> listening = new HashMap<>();
    private int nextPort = FIRST_PORT;

    /** A network of {@code simulation}. */
    public Network(Simulation simulation) {
        this.simulation = simulation;
    }

    @Override
    public ListeningSocket open(IoLoop loop, InetSocketAddress address, ListeningSocket.AcceptHandler acceptHandler)
            throws ListenFailure {
        InetSocketAddress bound =
                address.getPort() == 0 ? new InetSocketAddress(address.getAddress(), nextPort++) : address;
        if (listening.containsKey(bound)) {
            throw new ListenFailure(ListenFailure.Reason.PORT_TAKEN, bound.toString(), "in use", null);
        }
        Listening socket = new Listening((FakeLoop) loop, bound, acceptHandler);
        listening.put(bound, socket);
        return socket;
    }

    /** Connects to a portal, from a machine of its own. */
    public FakeStream connect(InetSocketAddress portal) {
        Listening socket = listening.get(portal);
        if (socket == null) {
            throw new IllegalArgumentException("nobody listens on " + portal);
        }
        InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), nextPort++);
        FakeSocket accepted = new FakeSocket(simulation, peer, portal);
        simulation.after(
                simulation.random().nextInt(LATENCY_NANOS),
                () -> socket.loop.complete(() -> socket.acceptHandler.accepted(accepted, peer, portal)));
        return accepted.stream();
    }

    private final class Listening implements ListeningSocket {
        private final FakeLoop loop;
        private final InetSocketAddress address;
        private final AcceptHandler acceptHandler;

        Listening(FakeLoop loop, InetSocketAddress address, AcceptHandler acceptHandler) {
            this.loop = loop;
            this.address = address;
            this.acceptHandler = acceptHandler;
        }

        @Override
        public InetSocketAddress localAddress() {
            return address;
        }

        @Override
        public void close() {
            listening.remove(address, this);
        }

        @Override
        public CompletableFuture<Void> closed() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
