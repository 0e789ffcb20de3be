package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.journal.Journal;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.iscsi.report.ConnectionCounts;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.target.LunDefinition;
import dev.sluice.target.ServerSettings;
import dev.sluice.target.SluiceServer;
import dev.sluice.target.TargetDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** A server with one target and one disk of 16 MiB that can be held; when it closes, every buffer must be home. */
final class TestServer implements AutoCloseable {
    static final String TARGET = "iqn.2026-11.dev.sluice:test";
    static final String INITIATOR = "iqn.2026-11.dev.sluice:initiator";
    static final int BLOCK = 512;
    static final int DISK_BYTES = 16 << 20;

    private static final Duration SHUTDOWN_BOUND = Duration.ofSeconds(10);

    final HoldingDevice device = new HoldingDevice(new RamDevice(DISK_BYTES));
    private final LunDefinition lun;
    private final SluiceServer server;

    TestServer() {
        this(UnaryOperator.identity());
    }

    TestServer(UnaryOperator<ServerSettings.Builder> change) {
        this(change, new AccessPolicy.Everyone(), List.of());
    }

    TestServer(UnaryOperator<ServerSettings.Builder> change, AccessPolicy access, List<TargetDefinition> more) {
        lun = new LunDefinition(
                device, LogicalUnitSettings.of(BLOCK, device.properties().identity()));
        List<TargetDefinition> targets = new ArrayList<>();
        targets.add(new TargetDefinition(TARGET, access, List.of(lun)));
        targets.addAll(more);
        ServerSettings.Builder settings =
                ServerSettings.builder().listen(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        try {
            server = SluiceServer.start(change.apply(settings).build(), targets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings that differ from the usual ones in what tests of time limits and bounds need. */
    static ServerSettings.Builder settings(
            ServerSettings.Builder from,
            int queueDepth,
            int maxSessions,
            int pingAfter,
            int pingTimeout,
            TargetLimits limits) {
        return from.queueDepth(queueDepth)
                .maxSessions(maxSessions)
                .keepAlive(new KeepAlive(pingAfter, pingTimeout))
                .limits(limits);
    }

    InetSocketAddress address() {
        return server.listeningAddresses().getFirst();
    }

    /** Looks at the size of the disk again. */
    void refreshCapacity() {
        server.refreshCapacity(lun);
    }

    Journal journal() {
        return server.journal();
    }

    ConnectionCounts holdings() {
        return server.holdings();
    }

    /** Waits until connections hold what they held {@code before}, which is an error if it takes more than 30 s. */
    void awaitHoldings(ConnectionCounts before) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!server.holdings().equals(before)) {
            assertTrue(System.nanoTime() < deadline, () -> server.holdings() + " where there was " + before);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    int sessionCount() {
        return server.sessionCount();
    }

    /** Waits until the last session has ended, which is an error if it takes more than 20 s. */
    void awaitNoSession() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (server.sessionCount() > 0) {
            assertTrue(System.nanoTime() < deadline, "a session stays");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    static LoginOptions options() {
        return LoginOptions.normal(INITIATOR, TARGET);
    }

    Session login() {
        return login(options());
    }

    Session login(LoginOptions options) {
        return Session.login(address(), options);
    }

    /** A session past the unit attention that a new nexus gets. */
    static Session ready(TestServer server, LoginOptions options) {
        Session session = server.login(options);
        session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
        return session;
    }

    static Session ready(TestServer server) {
        return ready(server, options());
    }

    /** Begins to stop; what it returns is true when all came to rest in time. */
    CompletableFuture<Boolean> shutdown() {
        return CompletableFuture.supplyAsync(() -> server.shutdown(SHUTDOWN_BOUND));
    }

    @Override
    public void close() {
        device.release();
        server.shutdown(Duration.ofSeconds(6));
        for (IoLoop loop : server.loops()) {
            assertEquals(0, loop.transferBuffers().outstanding(), "transfer buffers are not home");
            assertEquals(0, loop.solicitedBuffers().outstanding(), "solicited buffers are not home");
            assertEquals(0, loop.heap().outstandingBytes(), "arrays or what sessions set aside are not home");
        }
    }
}
