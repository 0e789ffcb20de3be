package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.iscsi.node.IscsiServer;
import dev.sluice.iscsi.node.LoginPhase;
import dev.sluice.iscsi.report.ConnectionCounts;
import dev.sluice.scsi.port.LunView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections without a login, and discovery sessions, take no resources from the other sessions. */
@Timeout(120)
class StrangerLimitsTest {
    /** Long before any time limit of a login could come to help. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static void isSoon(Runnable action) {
        long begin = System.nanoTime();
        action.run();
        long millis = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(millis < SOON.toMillis(), millis + " ms");
    }

    private static void close(List<? extends AutoCloseable> all) throws Exception {
        for (AutoCloseable one : all) {
            one.close();
        }
    }

    @Test
    void shouldServeOthersWhenManyLoginsAreHalfThere() throws Exception {
        List<Stranger> half = new ArrayList<>();
        try (TestServer server = new TestServer();
                Session there = TestServer.ready(server)) {
            try {
                for (int i = 0; i < IscsiServer.MOST_STRANGERS + 200; i++) {
                    half.add(new Stranger(server.address()).send(Stranger.halfLogin(8192)));
                }
                isSoon(() -> there.nop(random(8192)));
                isSoon(() -> server.login(TestServer.options().isidQualifier(2)).close());
                assertTrue(server.holdings().strangers() <= 2 * IscsiServer.MOST_STRANGERS);
                assertTrue(half.getFirst().isClosedByTarget(), "the oldest is there still");
            } finally {
                close(half);
            }
            server.awaitHoldings(new ConnectionCounts(1, 0, 0, 2));
        }
    }

    @Test
    void shouldServeOthersWhenPingsAreHalfThere() throws Exception {
        List<Wire> half = new ArrayList<>();
        try (TestServer server = new TestServer();
                Session there = TestServer.ready(server)) {
            try {
                for (int i = 0; i < 32; i++) {
                    Wire wire = Wire.login(server, TestServer.options().isidQualifier(100 + i));
                    byte[] ping = wire.ping().data(new byte[256 << 10]).encode(false, false);
                    wire.raw().connection().sendBytes(java.util.Arrays.copyOf(ping, 49));
                    half.add(wire);
                }
                isSoon(() -> there.nop(random(200_000)));
                isSoon(() -> server.login(TestServer.options().isidQualifier(2)).close());
            } finally {
                close(half);
            }
        }
    }

    @Test
    void shouldEchoPingsOfEveryLength() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server, TestServer.options().digests(true, true))) {
            for (int length : new int[] {8191, 8193, 65_535, 100_001, 262_144}) {
                Pdu pong = wire.exchange(wire.ping().data(random(length)), Opcode.NOP_IN);
                assertArrayEquals(random(length), pong.data());
            }
        }
    }

    @Test
    void shouldAnswerEveryPingWhenTheInitiatorSendsManyBeforeItReads() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server)) {
            List<Pdu> pings = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                pings.add(wire.send(wire.ping().data(random(20_000))));
            }
            for (Pdu ping : pings) {
                assertArrayEquals(
                        random(20_000), wire.receive(Opcode.NOP_IN, ping).data());
            }
        }
    }

    @Test
    void shouldKeepSessionsForInitiatorsWhenDiscoveryIsFlooded() throws Exception {
        List<Stranger> flood = new ArrayList<>();
        try (TestServer server =
                new TestServer(from -> TestServer.settings(from, 8, 2, 30, 30, TargetLimits.DEFAULT))) {
            try {
                for (int i = 0; i < 2 * IscsiServer.MOST_IN_DISCOVERY; i++) {
                    Stranger one = new Stranger(server.address(), "127.0.0.66");
                    flood.add(one.send(Stranger.login("iqn.2026-11.x:" + i, "SessionType=Discovery\0", i)));
                    assertEquals(0, one.loginStatus());
                }
                try (Session first = server.login(TestServer.options().isidQualifier(1));
                        Session second = server.login(TestServer.options().isidQualifier(2));
                        Session discovery = server.login(LoginOptions.discovery(TestServer.INITIATOR))) {
                    assertTrue(first.window() > 0 && second.window() > 0 && discovery.window() > 0);
                }
                assertTrue(flood.getFirst().isClosedByTarget(), "the oldest is there still");
            } finally {
                close(flood);
            }
            server.awaitHoldings(new ConnectionCounts(0, 0, 0, 0));
        }
    }

    @Test
    void shouldLetInWhomAnAclNamesWhenSessionsOfOthersHaveTheBuffers() throws Exception {
        AccessPolicy named =
                new AccessPolicy.Everyone(LunView.EVERYTHING, Map.of(TestServer.INITIATOR, LunView.EVERYTHING));
        List<Session> others = new ArrayList<>();
        try (TestServer server = new TestServer(from -> from.cores(1).bufferMemory(8 << 20), named, List.of())) {
            try {
                assertThrows(LoginFailed.class, () -> {
                    for (int i = 0; i < 32; i++) {
                        others.add(server.login(LoginOptions.normal("iqn.2026-11.x:" + i, TestServer.TARGET)));
                    }
                });
                try (Session session = server.login()) {
                    assertTrue(session.window() > 0);
                }
            } finally {
                close(others);
            }
        }
    }

    @Test
    void shouldRefuseALoginThatNeverComesToAnEnd() {
        try (TestServer server = new TestServer();
                Stranger endless = new Stranger(server.address())) {
            byte[] first =
                    Stranger.login(0, 0, "InitiatorName=" + TestServer.INITIATOR + "\0SessionType=Discovery\0", 1);
            first[1] = 0;
            byte[] next = Stranger.login(0, 0, "", 1);
            next[1] = 0;
            assertEquals(0, endless.send(first).loginStatus());
            int status = 0;
            for (int i = 1; i <= LoginPhase.MOST_REQUESTS && status == 0; i++) {
                status = endless.send(next).loginStatus();
            }
            assertEquals(0x0200, status);
            assertTrue(endless.isClosedByTarget());
        }
    }
}
