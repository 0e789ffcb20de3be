package dev.sluice.simulation;

import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.PduConnection;
import dev.sluice.initiator.RawConnection;
import dev.sluice.initiator.Session;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.iscsi.node.IscsiServer;
import dev.sluice.iscsi.node.IscsiSettings;
import dev.sluice.iscsi.node.PortalGroupSettings;
import dev.sluice.iscsi.node.TargetNode;
import dev.sluice.iscsi.node.TargetPortalGroup;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.iscsi.session.TransferPace;
import dev.sluice.scsi.disk.Disks;
import dev.sluice.scsi.port.TargetPort;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An iSCSI server with one target and one disk, on simulated loops, with a simulated network. One thread. */
public final class SimulatedTarget {
    /** The target's name. */
    public static final String TARGET = "iqn.2026-11.dev.sluice:simulated";

    /** An initiator's name. */
    public static final String INITIATOR = "iqn.2026-11.dev.sluice:initiator";

    /** The logical block length. */
    public static final int BLOCK = 512;

    private static final int DISK_BYTES = 16 << 20;
    private static final int MOST_SESSIONS = 64;

    private final Simulation simulation;
    private final Network network;
    private final List<FakeLoop> loops;
    private final IscsiServer server;
    private final SlowDisk disk;
    private final LogicalUnit unit;
    private final InetSocketAddress portal;

    /** Settings of a server that tests vary. */
    public record Settings(
            int loops,
            int queueDepth,
            int zeroCopyThreshold,
            KeepAlive keepAlive,
            TransferPace pace,
            TargetLimits limits) {
        /** One loop, 32 commands, pings after 5 s that are to be answered within 5 s, the default pace and limits. */
        public static final Settings DEFAULT =
                new Settings(1, 32, 0, new KeepAlive(5, 5), TransferPace.DEFAULT, TargetLimits.DEFAULT);

        /** The same with so many loops. */
        public Settings withLoops(int count) {
            return new Settings(count, queueDepth, zeroCopyThreshold, keepAlive, pace, limits);
        }

        /** The same without pings: a silent initiator is asked nothing for an hour. */
        public Settings withoutPings() {
            KeepAlive patient = new KeepAlive(3600, keepAlive.timeoutSeconds());
            return new Settings(loops, queueDepth, zeroCopyThreshold, patient, pace, limits);
        }

        /** The same with other limits. */
        public Settings withLimits(TargetLimits other) {
            return new Settings(loops, queueDepth, zeroCopyThreshold, keepAlive, pace, other);
        }
    }

    /** Starts a server. */
    public SimulatedTarget(Simulation simulation, Settings settings) {
        this.simulation = simulation;
        this.network = new Network(simulation);
        this.disk = new SlowDisk(simulation, DISK_BYTES);
        List<FakeLoop> made = new ArrayList<>();
        for (int i = 0; i < settings.loops(); i++) {
            made.add(simulation.addLoop());
        }
        this.loops = List.copyOf(made);
        AuthenticationRules noProof = AuthenticationRules.NONE;
        this.server = new IscsiServer(
                new IscsiSettings(
                        settings.queueDepth(),
                        MOST_SESSIONS,
                        settings.pace(),
                        settings.limits(),
                        settings.keepAlive(),
                        noProof),
                List.<IoLoop>copyOf(loops),
                network,
                settings.zeroCopyThreshold());
        TargetPort port = Disks.target(TARGET, 1);
        this.unit = Disks.unit(
                LogicalUnitSettings.of(BLOCK, "simulated"), disk, (device, loop) -> device.openChannel(loop));
        port.show(new LogicalUnit[] {unit});
        TargetPortalGroup group = new TargetPortalGroup(
                TARGET,
                "",
                new PortalGroupSettings(
                        1, true, new AccessPolicy.Everyone(), noProof, settings.limits(), settings.keepAlive(), null),
                port);
        TargetNode node = new TargetNode(TARGET, List.of(group));
        server.add(List.of(node));
        try {
            portal = server.addPortal(node, group, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The simulation that it runs in. */
    public Simulation simulation() {
        return simulation;
    }

    /** The server. */
    public IscsiServer server() {
        return server;
    }

    /** The disk of LUN 0. */
    public SlowDisk disk() {
        return disk;
    }

    /** Connects. */
    public FakeStream connect() {
        return network.connect(portal);
    }

    /** Offers of an initiator with a number of its own. */
    public static LoginOptions options(int initiator) {
        return LoginOptions.normal(INITIATOR, TARGET).isidQualifier(initiator);
    }

    /** Logs in; the session answers R2Ts and pings while it waits. */
    public Session login(LoginOptions options) {
        return Session.login(new PduConnection(connect()), options);
    }

    /** Logs in; the test gives all numbers. */
    public RawConnection loginRaw(FakeStream stream, LoginOptions options) {
        return RawConnection.login(new PduConnection(stream), options);
    }

    /** Stops, and checks that all memory is home. */
    public void stop() {
        CompletableFuture<Void> gone = server.finishSessions();
        if (!simulation.runUntil(gone::isDone, Duration.ofSeconds(10))) {
            disk.release();
            server.closeConnections();
        }
        check(simulation.runUntil(gone::isDone, Duration.ofSeconds(10)), "sessions do not end");
        CompletableFuture<?> closed = unit.close();
        check(simulation.runUntil(closed::isDone, Duration.ofSeconds(10)), "tasks do not end");
        simulation.run(Duration.ofSeconds(1));
        for (FakeLoop loop : loops) {
            check(loop.transferBuffers().outstanding() == 0, "transfer buffers are not home");
            check(loop.solicitedBuffers().outstanding() == 0, "solicited buffers are not home");
            check(loop.heap().outstandingBytes() == 0, "arrays are not home");
        }
        disk.close();
    }

    private static void check(boolean holds, String failure) {
        if (!holds) {
            throw new AssertionError(failure);
        }
    }
}
