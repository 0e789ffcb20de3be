package dev.sluice.target;

import static dev.sluice.target.ChangingServer.EVERYONE;
import static dev.sluice.target.ChangingServer.INITIATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.io.disk.NullDevice;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A thousand targets with ten logical units each behind one portal; times are bounds that a loaded machine keeps too. */
class ManyTargetsTest {
    private static final int TARGETS = 1000;
    private static final int LUNS = 10;
    private static final long START_MILLIS = 5000;
    private static final long CHANGE_MILLIS = 50;

    private interface Step {
        void run() throws Exception;
    }

    private static String name(int target) {
        return "iqn.2026-01.dev.sluice:many-" + target;
    }

    private static LunDefinition disk(int target, int lun) {
        return new LunDefinition(
                new NullDevice(1L << 30, "null"), LogicalUnitSettings.of(512, "disk-" + target + "-" + lun));
    }

    private static TargetDefinition target(int number, InetSocketAddress portal) {
        Map<Integer, LunDefinition> luns = new HashMap<>();
        for (int lun = 0; lun < LUNS; lun++) {
            luns.put(lun, disk(number, lun));
        }
        return new TargetDefinition(
                name(number), "", List.of(new PortalGroupDefinition(1, EVERYONE, luns).reachedBy(portal)));
    }

    /** The shortest of several tries, since the machine may be busy with something else. */
    private static long millis(int tries, Step step) throws Exception {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < tries; i++) {
            long start = System.nanoTime();
            step.run();
            shortest = Math.min(shortest, System.nanoTime() - start);
        }
        return shortest / 1_000_000;
    }

    @Test
    void shouldStartAndChangeFastWithThousandsOfUnits() throws Exception {
        ServerSettings settings = ServerSettings.on(new InetSocketAddress("0.0.0.0", 0));
        long begin = System.nanoTime();
        SluiceServer server = SluiceServer.start(settings, List.of());
        try {
            InetSocketAddress portal = server.listeningAddresses().getFirst();
            for (int i = 0; i < TARGETS; i++) {
                server.addTarget(target(i, portal));
            }
            long started = (System.nanoTime() - begin) / 1_000_000;
            assertTrue(started < START_MILLIS, () -> "it started in " + started + " ms");
            assertEquals(List.of(portal), server.listeningAddresses(), "one socket for all");

            InetSocketAddress reached = new InetSocketAddress("127.0.0.1", portal.getPort());
            try (Session session = Session.login(reached, LoginOptions.normal(INITIATOR, name(TARGETS / 2)))) {
                assertEquals(
                        0x06,
                        session.execute(ScsiCommand.none(9, Cdb.testUnitReady()))
                                .senseKey());
                changeQuickly(server, portal);
                assertEquals(List.of(), session.asyncMessages());
            }
            discoverAll(reached);
        } finally {
            assertTrue(server.shutdown(Duration.ofSeconds(20)));
        }
    }

    private static void changeQuickly(SluiceServer server, InetSocketAddress portal) throws Exception {
        LunDefinition lun = disk(TARGETS, LUNS);
        assertTrue(millis(5, () -> {
                    server.addUnit(lun);
                    server.mapLun(name(7), 1, LUNS, lun);
                    server.unmapLun(name(7), 1, LUNS);
                    server.removeUnit(lun).join();
                })
                < CHANGE_MILLIS);
        assertTrue(millis(5, () -> {
                    TargetDefinition added = target(TARGETS, portal);
                    server.addTarget(added);
                    server.removeTarget(name(TARGETS), Duration.ZERO).join();
                    for (LunDefinition one : added.luns()) {
                        server.removeUnit(one).join();
                    }
                })
                < CHANGE_MILLIS);
        assertTrue(millis(5, () -> server.changePortalGroup(name(8), 1, group -> group.enabled(true), Duration.ZERO)
                        .join())
                < CHANGE_MILLIS);
    }

    private static void discoverAll(InetSocketAddress reached) throws IOException {
        LoginOptions options = LoginOptions.discovery(INITIATOR).key("MaxRecvDataSegmentLength", 65536);
        try (Session discovery = Session.login(reached, options)) {
            List<Map.Entry<String, String>> pairs = new ArrayList<>(discovery.sendTargets("All"));
            assertEquals(2 * TARGETS, pairs.size());
            assertEquals(name(0), pairs.getFirst().getValue());
            assertEquals(
                    "127.0.0.1:" + reached.getPort() + ",1", pairs.getLast().getValue());
        }
    }
}
