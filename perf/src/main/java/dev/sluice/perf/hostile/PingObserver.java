package dev.sluice.perf.hostile;

import dev.sluice.perf.peer.Observer;
import dev.sluice.perf.peer.PeerSession;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Asks with NOP-Outs whether the target is there. One thread. */
final class PingObserver extends Observer {
    private static final int PAUSE_MILLIS = 20;

    private final InetSocketAddress address;
    private final InetSocketAddress from;
    private final String initiator;
    private final String target;
    private PeerSession session;

    PingObserver(InetSocketAddress address, InetSocketAddress from, String initiator, String target) {
        super("NOP of a session", PAUSE_MILLIS);
        this.address = address;
        this.from = from;
        this.initiator = initiator;
        this.target = target;
    }

    @Override
    protected Closeable begin() throws IOException {
        session = new PeerSession(address, from, 2);
        try {
            session.login(initiator, target);
            return session;
        } catch (IOException e) {
            session.close();
            throw e;
        }
    }

    @Override
    protected void turn() throws IOException {
        timed(() -> {
            session.ping();
            return null;
        });
    }
}
