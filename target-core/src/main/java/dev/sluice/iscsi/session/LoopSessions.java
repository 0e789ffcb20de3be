package dev.sluice.iscsi.session;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.login.LoginStatus;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.transport.LoopTransport;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Int2ObjectHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections and sessions of one loop. Owner: that loop's thread, but where a method says otherwise. */
final class LoopSessions {
    private static final Logger LOG = LoggerFactory.getLogger(LoopSessions.class);
    private static final int TICK_MILLIS = 1000;

    private final IscsiServer server;
    private final LoopTransport transport;
    private final BufferShare controlBuffers;
    private final CommandStatistics statistics = new CommandStatistics();
    private final Set<Connection> connections = new HashSet<>();
    private final Int2ObjectHashMap<Session> sessions = new Int2ObjectHashMap<>();
    private final RetainedBytes.Budget retained;
    private Future<?> nextTick;
    private CompletableFuture<Void> allGone;

    LoopSessions(IscsiServer server, IoLoop loop, int zeroCopyThreshold) {
        this.server = server;
        this.transport = new LoopTransport(loop, zeroCopyThreshold);
        this.controlBuffers = new BufferPool(Arena.global().allocate(BufferPool.SLAB_BYTES, 4096)).openWhole();
        this.retained = new RetainedBytes.Budget(loop.transferBuffers().capacityBytes() / 4);
        loop.execute(this::scheduleTick);
    }

    IscsiServer server() {
        return server;
    }

    IoLoop loop() {
        return transport.loop();
    }

    LoopTransport transport() {
        return transport;
    }

    /**
     * Buffers for login, text and pings: apart from those for data, so that a login never waits for a busy disk.
     */
    BufferShare controlBuffers() {
        return controlBuffers;
    }

    /** What all its sessions may hold for the case that it must be sent again. */
    RetainedBytes.Budget retained() {
        return retained;
    }

    CommandStatistics statistics() {
        return statistics;
    }

    /** What this loop has done. Any thread. */
    CompletableFuture<LoopReport> report() {
        CompletableFuture<LoopReport> report = new CompletableFuture<>();
        loop().execute(() -> report.complete(statistics.report(loop().index())));
        return report;
    }

    /** The sessions of this loop. Any thread. */
    CompletableFuture<List<SessionReport>> sessionReports() {
        CompletableFuture<List<SessionReport>> reports = new CompletableFuture<>();
        loop().execute(() -> reports.complete(
                sessions.values().stream().map(SessionReports::of).toList()));
        return reports;
    }

    /** The oldest open command of each session and logical unit. Any thread. */
    CompletableFuture<List<OpenCommandReport>> oldestCommands() {
        CompletableFuture<List<OpenCommandReport>> oldest = new CompletableFuture<>();
        loop().execute(() -> oldest.complete(sessions.values().stream()
                .flatMap(session -> OpenCommandReports.oldestOf(session, loop().nowNanos()).stream())
                .toList()));
        return oldest;
    }

    /** Ends a session; completed, on any thread, with false if there is none with that TSIH, and when it is gone otherwise. Any thread. */
    CompletableFuture<Boolean> endSession(int tsih, Duration bound) {
        return CompletableFuture.supplyAsync(() -> find(tsih), loop()::execute)
                .thenCompose(session -> session == null
                        ? CompletableFuture.completedFuture(false)
                        : Farewell.to(List.of(session), bound, "an administrator ends it")
                                .thenApply(ignored -> true));
    }

    /** Takes over a socket, and what has been received on it already. Any thread. */
    void adopt(Socket socket, InetSocketAddress portal, byte[] received) {
        loop().execute(() -> {
            try {
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
            } catch (IOException e) {
                LOG.debug("options of {}: {}", socket, e.getMessage());
            }
            Connection connection = new Connection(this, socket, portal);
            connections.add(connection);
            connection.start(received);
            if (allGone != null) {
                connection.io().close("the server stops");
            }
        });
    }

    /** The session with that TSIH if it belongs to this loop, or null. */
    Session find(int tsih) {
        return sessions.get(tsih);
    }

    /**
     * Makes the session that a login has ended in.
     *
     * @param target null for discovery
     * @param address where the initiator has found this side
     */
    Session createSession(SessionParameters parameters, PortalGroup target, int cmdSn, InetSocketAddress address)
            throws LoginFailure {
        int depth = server.settings().queueDepth();
        SessionBuffers buffers = target == null ? null : openBuffers(parameters, depth);
        int tsih = server.takeTsih(this);
        if (tsih == 0) {
            if (buffers != null) {
                buffers.close();
            }
            throw new LoginFailure(
                    LoginStatus.OUT_OF_RESOURCES, "all " + server.settings().maxSessions() + " sessions are taken");
        }
        Session session = new Session(this, parameters, target, tsih, cmdSn, depth, buffers);
        sessions.put(tsih, session);
        if (target != null) {
            enter(target, session);
        } else {
            server.discoverySessions().enter(session, address);
        }
        return session;
    }

    private SessionBuffers openBuffers(SessionParameters parameters, int depth) throws LoginFailure {
        boolean unsolicited = !parameters.initialR2T();
        SessionBuffers buffers = SessionBuffers.open(
                loop(), unsolicited ? depth + parameters.connectionLimit() : 0, parameters.firstBurstLength());
        if (buffers == null) {
            throw new LoginFailure(
                    LoginStatus.OUT_OF_RESOURCES,
                    "no buffer memory for another session" + (unsolicited ? " with InitialR2T=No" : "")
                            + ": more sessions need more --buffer-memory");
        }
        return buffers;
    }

    private void enter(PortalGroup target, Session session) throws LoginFailure {
        Session former = target.enter(session);
        if (former != null) {
            server.decisions().reinstated(former);
            session.raiseFence();
            former.reinstated(() -> loop().execute(session::fenceLifted));
        }
        try {
            target.admit(session.initiatorName());
        } catch (LoginFailure changed) {
            session.giveUp("the rules have changed during its login");
            throw changed;
        }
    }

    void sessionEnded(Session session) {
        sessions.remove(session.tsih());
        server.discoverySessions().leave(session);
        server.returnTsih(session.tsih());
        checkAllGone();
    }

    void forget(Connection connection) {
        server.connectionEnded();
        movedAway(connection);
    }

    void movedAway(Connection connection) {
        connections.remove(connection);
        checkAllGone();
    }

    private void scheduleTick() {
        nextTick = loop().schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        // First, so that a fault in the tick of one connection does not end the ticks of all.
        scheduleTick();
        long now = loop().nowNanos();
        for (Connection connection : List.copyOf(connections)) {
            connection.tick(now);
        }
        List.copyOf(sessions.values()).forEach(session -> session.tick(now));
    }

    /** Any thread. */
    void askForLogout(int seconds) {
        loop().execute(() -> List.copyOf(connections).forEach(connection -> connection.shutdownRequested(seconds)));
    }

    /** Lets sessions finish what they have accepted, and closes them; complete when every one is gone. Any thread. */
    CompletableFuture<Void> finishAll() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop().execute(() -> {
            allGone = done;
            nextTick.cancel(false);
            List.copyOf(connections).forEach(Connection::finish);
            List.copyOf(sessions.values()).forEach(session -> session.finish("the server stops"));
            checkAllGone();
        });
        return done;
    }

    /** Closes all connections now, whatever is under way; what {@link #finishAll} returned completes. Any thread. */
    void closeAll() {
        loop().execute(() ->
                List.copyOf(connections).forEach(connection -> connection.io().close("the server stops")));
    }

    private void checkAllGone() {
        if (allGone != null && connections.isEmpty() && sessions.isEmpty()) {
            allGone.complete(null);
        }
    }
}
