package dev.sluice.iscsi.session;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.transport.ListeningSocket;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The iSCSI side of a server: listens, spreads connections over the loops, and counts sessions. Any thread.
 *
 * <p>Connections of one target go to all loops; each stays on the loop that it was given to.
 */
public final class IscsiServer {
    private static final Logger LOG = LoggerFactory.getLogger(IscsiServer.class);
    private static final byte[] NOTHING = {};
    private static final int MAX_TSIH = 0xffff;

    private final IscsiSettings settings;
    private final TargetDirectory directory;
    private final List<LoopSessions> loops = new ArrayList<>();
    private final List<ListeningSocket> listening = new ArrayList<>();
    private final List<InetSocketAddress> portals = Collections.synchronizedList(new ArrayList<>());
    private final Map<Integer, LoopSessions> loopOfTsih = new HashMap<>();
    private int lastTsih;
    private int nextLoop;
    private final LoginThrottle throttle = new LoginThrottle();
    private final AtomicInteger connections = new AtomicInteger();

    /** @param zeroCopyThreshold see {@code LoopTransport} */
    public IscsiServer(IscsiSettings settings, List<TargetNode> targets, List<IoLoop> loops, int zeroCopyThreshold) {
        this.settings = settings;
        this.directory = new TargetDirectory(targets);
        for (IoLoop loop : loops) {
            this.loops.add(new LoopSessions(this, loop, zeroCopyThreshold));
        }
    }

    /** Listens on one more address; returns it with the port that it got. */
    public InetSocketAddress listen(InetSocketAddress address) throws IOException {
        ListeningSocket socket = ListeningSocket.open(loops.getFirst().loop(), address, this::accepted);
        listening.add(socket);
        portals.add(socket.localAddress());
        return socket.localAddress();
    }

    /** On the first loop. */
    private void accepted(Socket socket) {
        if (connections.incrementAndGet() > maxConnections()) {
            connections.decrementAndGet();
            LOG.warn("connection from {} refused: {} are open", socket.remoteAddress(), maxConnections());
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("close of {}: {}", socket, e.getMessage());
            }
            return;
        }
        LoopSessions chosen = loops.get(nextLoop);
        nextLoop = (nextLoop + 1) % loops.size();
        chosen.adopt(socket, NOTHING);
    }

    /** Sessions, and as many again that are in discovery or not logged in yet. */
    private int maxConnections() {
        return settings.maxSessions() * 2 + 16;
    }

    void connectionEnded() {
        connections.decrementAndGet();
    }

    LoginThrottle throttle() {
        return throttle;
    }

    IscsiSettings settings() {
        return settings;
    }

    TargetDirectory directory() {
        return directory;
    }

    List<InetSocketAddress> portals() {
        return List.copyOf(portals);
    }

    /** A TSIH that no session has, for one of {@code loop}, or 0 if there are as many sessions as are allowed. */
    int takeTsih(LoopSessions loop) {
        synchronized (loopOfTsih) {
            if (loopOfTsih.size() >= settings.maxSessions()) {
                return 0;
            }
            do {
                lastTsih = lastTsih == MAX_TSIH ? 1 : lastTsih + 1;
            } while (loopOfTsih.putIfAbsent(lastTsih, loop) != null);
            return lastTsih;
        }
    }

    void returnTsih(int tsih) {
        synchronized (loopOfTsih) {
            loopOfTsih.remove(tsih);
        }
    }

    /** The loop that the session with that TSIH belongs to, or null if there is none. */
    LoopSessions loopOf(int tsih) {
        synchronized (loopOfTsih) {
            return loopOfTsih.get(tsih);
        }
    }

    /** How many sessions there are, discovery included. */
    public int sessionCount() {
        synchronized (loopOfTsih) {
            return loopOfTsih.size();
        }
    }

    /** What each loop has done since it started. Any thread but the loops'; waits for them. */
    public List<LoopReport> reports() {
        List<CompletableFuture<LoopReport>> reports =
                loops.stream().map(LoopSessions::report).toList();
        return reports.stream().map(CompletableFuture::join).toList();
    }

    /** Accepts nobody any more, and asks initiators to log out within {@code seconds}. */
    public void askForLogout(int seconds) {
        listening.forEach(ListeningSocket::close);
        loops.forEach(loop -> loop.askForLogout(seconds));
    }

    /** Lets sessions finish what they have accepted, and closes them; complete when every one is gone. */
    public CompletableFuture<Void> finishSessions() {
        return CompletableFuture.allOf(
                loops.stream().map(LoopSessions::finishAll).toArray(CompletableFuture<?>[]::new));
    }

    /** Closes all connections that {@link #finishSessions} has not yet; their tasks are aborted. */
    public void closeConnections() {
        loops.forEach(LoopSessions::closeAll);
    }
}
