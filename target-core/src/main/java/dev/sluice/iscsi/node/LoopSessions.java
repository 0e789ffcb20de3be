package dev.sluice.iscsi.node;

import dev.sluice.io.loop.Ending;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.MemoryAccount;
import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.connection.ConnectionOwner;
import dev.sluice.iscsi.connection.IncomingConnection;
import dev.sluice.iscsi.journal.Journal;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.login.LoginStatus;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.report.LoopReport;
import dev.sluice.iscsi.report.OpenCommandReport;
import dev.sluice.iscsi.report.SessionReport;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.iscsi.session.OpenCommandReports;
import dev.sluice.iscsi.session.RequestedLogout;
import dev.sluice.iscsi.session.Session;
import dev.sluice.iscsi.session.SessionOwner;
import dev.sluice.iscsi.session.SessionReports;
import dev.sluice.iscsi.session.TransferPace;
import dev.sluice.iscsi.task.CommandStatistics;
import dev.sluice.iscsi.task.SessionBuffers;
import dev.sluice.iscsi.transport.LoopTransport;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Int2ObjectHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections and sessions of one loop. Owner: that loop's thread, but where a method says otherwise. */
final class LoopSessions implements ConnectionOwner, SessionOwner {
    private static final Logger LOG = LoggerFactory.getLogger(LoopSessions.class);
    private static final int TICK_MILLIS = 1000;

    private final IscsiServer server;
    private final LoopTransport transport;
    private final CommandStatistics statistics;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final Int2ObjectHashMap<Session> sessions = new Int2ObjectHashMap<>();
    private volatile int sessionCount;
    private final MemoryAccount.Budget memoryBudget;
    private Future<?> nextTick;
    private CompletableFuture<Void> allGone;

    LoopSessions(IscsiServer server, IoLoop loop, int zeroCopyThreshold) {
        this.server = server;
        this.statistics = new CommandStatistics(loop.now());
        this.transport = new LoopTransport(loop, zeroCopyThreshold);
        this.memoryBudget = new MemoryAccount.Budget(loop.transferBuffers().capacityBytes() / 4);
        loop.execute(this::scheduleTick);
    }

    IscsiServer server() {
        return server;
    }

    @Override
    public IoLoop loop() {
        return transport.loop();
    }

    @Override
    public LoopTransport transport() {
        return transport;
    }

    @Override
    public MemoryAccount.Budget memoryBudget() {
        return memoryBudget;
    }

    @Override
    public Journal journal() {
        return server.journal();
    }

    @Override
    public TransferPace pace() {
        return server.settings().pace();
    }

    @Override
    public KeepAlive discoveryKeepAlive() {
        return server.settings().discoveryKeepAlive();
    }

    @Override
    public CommandStatistics statistics() {
        return statistics;
    }

    /** Counts of this loop. Any thread. */
    CompletableFuture<LoopReport> report() {
        return CompletableFuture.supplyAsync(() -> statistics.report(loop().index()), loop()::execute);
    }

    /** Number of objects that this loop has lent to connections. Any thread. */
    CompletableFuture<Integer> lent() {
        return CompletableFuture.supplyAsync(transport::lent, loop()::execute);
    }

    /** The sessions of this loop. Any thread. */
    CompletableFuture<List<SessionReport>> sessionReports() {
        return CompletableFuture.supplyAsync(
                () -> sessions.values().stream().map(SessionReports::of).toList(), loop()::execute);
    }

    /** The oldest open command of each session and logical unit. Any thread. */
    CompletableFuture<List<OpenCommandReport>> oldestCommands() {
        return CompletableFuture.supplyAsync(
                () -> sessions.values().stream()
                        .flatMap(session -> OpenCommandReports.oldestOf(session, loop().nowNanos()).stream())
                        .toList(),
                loop()::execute);
    }

    /** Ends a session; completed, on any thread, with false if there is none with that TSIH, and when it is gone otherwise. Any thread. */
    CompletableFuture<Boolean> endSession(int tsih, Duration bound) {
        return CompletableFuture.supplyAsync(() -> find(tsih), loop()::execute)
                .thenCompose(session -> session == null
                        ? CompletableFuture.completedFuture(false)
                        : RequestedLogout.to(List.of(session), bound, "an administrator ends it")
                                .thenApply(ignored -> true));
    }

    /** Takes over a connection, and what has been received on it already. Any thread. */
    void adopt(IncomingConnection arrival, byte[] received) {
        try {
            loop().execute(() -> begin(arrival, received));
        } catch (RejectedExecutionException e) {
            LOG.debug("connection from {} refused: the server stops", arrival.peer());
            arrival.abandon();
        }
    }

    private void begin(IncomingConnection arrival, byte[] received) {
        if (allGone != null || arrival.isSentAway()) {
            arrival.abandon();
            return;
        }
        Connection connection;
        try {
            arrival.socket().setOptions();
            connection = new Connection(this, arrival, made -> new LoginPhase(this, made), LoginPhase.MAX_DATA_SEGMENT);
        } catch (RuntimeException | Error e) {
            arrival.abandon();
            throw e;
        }
        connections.add(connection);
        try {
            if (arrival.adopt(connection, loop().nowNanos())) {
                connection.start(received);
            } else {
                connection.io().close("others wait to log in");
            }
        } catch (RuntimeException | AssertionError e) {
            LOG.error("connection of {}: internal error", arrival.peer(), e);
            connection.io().close("internal error: " + e);
        }
    }

    /** Number of its sessions, a moment ago. Any thread. */
    int sessionCount() {
        return sessionCount;
    }

    /** The session with that TSIH if it belongs to this loop, or null. */
    Session find(int tsih) {
        return sessions.get(tsih);
    }

    /**
     * Makes the session that a login has ended in.
     *
     * @param target null for discovery
     * @param proven true if CHAP has proven the initiator's name
     */
    Session createSession(
            SessionParameters parameters, TargetPortalGroup target, int cmdSn, Connection connection, boolean proven)
            throws LoginFailure {
        if (target == null && !connection.arrival().takePlace(server.inDiscovery())) {
            throw new LoginFailure(
                    LoginStatus.OUT_OF_RESOURCES,
                    IscsiServer.MOST_IN_DISCOVERY + " connections in discovery are being closed");
        }
        int most = server.settings().queueDepth();
        int depth = target == null ? most : SessionHeap.depth(loop().heap(), most, laterSessions());
        SessionNumbers.Applicant applicant = applicant(parameters, target, connection, proven);
        SessionBuffers buffers = target == null ? null : openBuffers(parameters, depth, server.mayTakeKept(applicant));
        int tsih = 0;
        Session session = null;
        try {
            tsih = server.takeTsih(this, applicant);
            session = new Session(this, parameters, target, tsih, cmdSn, depth, buffers);
            sessions.put(tsih, session);
            sessionCount = sessions.size();
            if (target != null) {
                enter(target, session);
            } else {
                server.discoverySessions().enter(session, connection.io().localAddress());
            }
            return session;
        } catch (LoginFailure | RuntimeException | Error e) {
            if (session != null) {
                session.giveUp("its login has failed");
            } else {
                server.returnTsih(tsih);
                if (buffers != null) {
                    buffers.close();
                }
            }
            throw e;
        }
    }

    private static SessionNumbers.Applicant applicant(
            SessionParameters parameters, TargetPortalGroup target, Connection connection, boolean proven) {
        String name = parameters.initiatorName();
        return new SessionNumbers.Applicant(
                name,
                connection.arrival().origin(),
                target == null,
                proven || target != null && target.settings().access().names(name),
                target != null && target.has(name, parameters.isid()));
    }

    /** The number of sessions that this loop still has to have room for after a new one. */
    private int laterSessions() {
        return Math.max(0, server.mostSessionsOfLoop() - sessionCount - 1);
    }

    private SessionBuffers openBuffers(SessionParameters parameters, int depth, boolean mayTakeKept)
            throws LoginFailure {
        boolean unsolicited = !parameters.initialR2T();
        SessionBuffers buffers = SessionBuffers.open(
                loop(),
                SessionHeap.open(loop().heap(), depth),
                unsolicited ? depth + parameters.connectionLimit() : 0,
                parameters.firstBurstLength(),
                mayTakeKept);
        if (buffers == null) {
            throw new LoginFailure(
                    LoginStatus.OUT_OF_RESOURCES,
                    "no buffer memory for another session" + (unsolicited ? " with InitialR2T=No" : "")
                            + ": more sessions need more --buffer-memory");
        }
        return buffers;
    }

    private void enter(TargetPortalGroup target, Session session) throws LoginFailure {
        Session former = target.enter(session);
        if (former != null) {
            former.journal().reinstated();
            session.raiseFence();
            former.reinstated(() -> loop().execute(session::fenceLifted));
        }
        // The rules may have changed since its login began.
        target.admit(session.initiatorName());
    }

    @Override
    public void sessionEnded(Session session) {
        Ending.run(
                () -> sessions.remove(session.tsih()),
                () -> sessionCount = sessions.size(),
                () -> statistics.close(session.traffic()),
                () -> server.discoverySessions().leave(session),
                () -> server.returnTsih(session.tsih()),
                this::checkAllGone);
    }

    @Override
    public void forget(Connection connection) {
        connections.remove(connection);
        checkAllGone();
    }

    private void scheduleTick() {
        nextTick = loop().schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long now = loop().nowNanos();
        Ending.run(
                () -> List.copyOf(connections).forEach(connection -> tick(connection, now)),
                () -> List.copyOf(sessions.values()).forEach(session -> tick(session, now)),
                this::scheduleTick);
    }

    private static void tick(Connection connection, long now) {
        try {
            connection.tick(now);
        } catch (RuntimeException | AssertionError e) {
            LOG.error("connection of {}: internal error", connection, e);
            connection.io().close("internal error: " + e);
        }
    }

    private static void tick(Session session, long now) {
        try {
            session.tick(now);
        } catch (RuntimeException | AssertionError e) {
            LOG.error("session {} of {}: internal error", session.tsih(), session.initiatorName(), e);
            session.giveUp("internal error: " + e);
        }
    }

    /** Any thread. */
    void askForLogout(int seconds) {
        loop().execute(() ->
                Ending.forEach(List.copyOf(connections), connection -> connection.shutdownRequested(seconds)));
    }

    /** Lets sessions finish what they have accepted, and closes them; complete when every one is gone. Any thread. */
    CompletableFuture<Void> finishAll() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop().execute(() -> {
            allGone = done;
            nextTick.cancel(false);
            Ending.run(
                    () -> Ending.forEach(List.copyOf(connections), Connection::finish),
                    () -> Ending.forEach(List.copyOf(sessions.values()), session -> session.finish("the server stops")),
                    this::checkAllGone);
        });
        return done;
    }

    /** Closes all connections now, whatever is under way; what {@link #finishAll} returned completes. Any thread. */
    void closeAll() {
        loop().execute(() -> Ending.forEach(
                List.copyOf(connections), connection -> connection.io().close("the server stops")));
    }

    private void checkAllGone() {
        if (allGone != null && connections.isEmpty() && sessions.isEmpty()) {
            allGone.complete(null);
        }
    }
}
