package dev.sluice.perf.hostile;

import dev.sluice.perf.peer.Observer;
import dev.sluice.perf.peer.PeerSession;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Logs in anew again and again, as an initiator that is admitted, and asks for something. One thread. */
final class LoginObserver extends Observer {
    private static final int PAUSE_MILLIS = 100;

    private final InetSocketAddress address;
    private final InetSocketAddress from;
    private final String initiator;
    private final String target;

    LoginObserver(InetSocketAddress address, InetSocketAddress from, String initiator, String target) {
        super("new login of an admitted initiator", PAUSE_MILLIS);
        this.address = address;
        this.from = from;
        this.initiator = initiator;
        this.target = target;
    }

    @Override
    protected Closeable begin() {
        return () -> {};
    }

    @Override
    protected void turn() throws IOException {
        PeerSession session = timed(() -> {
            PeerSession begun = new PeerSession(address, from, 1);
            try {
                begun.login(initiator, target);
                begun.test(0);
                return begun;
            } catch (IOException e) {
                begun.close();
                throw e;
            }
        });
        try (session) {
            session.logout();
        }
    }
}
