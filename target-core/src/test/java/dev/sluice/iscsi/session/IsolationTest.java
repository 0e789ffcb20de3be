package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.target.ServerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Initiators that take no data, or send none: their neighbours on the same loop notice nothing of them. */
class IsolationTest {
    private static final int NEVER = 3600;
    private static final int MIB = 1 << 20;
    private static final int BLOCKS_PER_MIB = MIB / TestServer.BLOCK;
    private static final TransferPace NO_PACE = new TransferPace(0, NEVER, NEVER);

    /** Settings under which nobody is ever disconnected for being slow, with 4 MiB of each kind of buffer. */
    private static ServerSettings.Builder patient(ServerSettings.Builder from, TransferPace pace) {
        return TestServer.settings(from, 128, 8, NEVER, NEVER, TargetLimits.DEFAULT)
                .pace(pace)
                .bufferMemory(8L << 20);
    }

    private static LoginOptions initiator(String name) {
        return LoginOptions.normal(TestServer.INITIATOR + ":" + name, TestServer.TARGET);
    }

    @Test
    void shouldServeASessionWhileOthersReadNothingOfWhatTheyAskedFor() {
        try (TestServer server = new TestServer(from -> patient(from, NO_PACE));
                Session session = TestServer.ready(server, initiator("busy"));
                Wire first = Wire.ready(server, initiator("suspended1"));
                Wire second = Wire.ready(server, initiator("suspended2"))) {
            askForALot(first);
            askForALot(second);
            readsAndWrites(session);
            assertEquals(3, server.sessionCount(), "nobody was disconnected meanwhile");
        }
    }

    @Test
    void shouldServeASessionWhileOthersAnswerNoR2t() {
        try (TestServer server = new TestServer(from -> patient(from, NO_PACE));
                Session session = TestServer.ready(server, initiator("busy"));
                Wire first = Wire.ready(server, initiator("dead1"));
                Wire second = Wire.ready(server, initiator("dead2"))) {
            announceALot(first);
            announceALot(second);
            readsAndWrites(session);
            assertEquals(3, server.sessionCount(), "nobody was disconnected meanwhile");
        }
    }

    /** A login is promised its buffers, or refused: 4 MiB of each kind are enough for 16 sessions. */
    @Test
    void shouldRefuseALoginWhenItsBuffersCannotBePromised() {
        List<Wire> sessions = new ArrayList<>();
        try (TestServer server =
                new TestServer(from -> TestServer.settings(from, 128, 100, NEVER, NEVER, TargetLimits.DEFAULT)
                        .bufferMemory(8L << 20))) {
            for (int i = 0; i < 16; i++) {
                sessions.add(Wire.ready(server, initiator("n" + i)));
            }
            assertThrows(Exception.class, () -> Wire.login(server, initiator("one-too-many")));
            sessions.removeLast().close();
            awaitSessions(server, 15);
            sessions.add(Wire.ready(server, initiator("in-its-place")));
            sessions.forEach(Wire::close);
            server.awaitNoSession();
        }
    }

    @Test
    void shouldDisconnectWhoReadsNothingWhenOthersWaitForItsBuffers() {
        try (TestServer server = new TestServer(from -> patient(from, NO_PACE));
                Wire first = Wire.ready(server, initiator("suspended1"));
                Wire second = Wire.ready(server, initiator("suspended2"))) {
            askForALot(first);
            askForALot(second);
            awaitSessions(server, 1);
        }
    }

    @Test
    void shouldDisconnectWhoReadsSlowerThanTheLeastRate() {
        TransferPace pace = new TransferPace(Integer.MAX_VALUE, 2, NEVER);
        try (TestServer server = new TestServer(from -> patient(from, pace));
                Wire slow = Wire.ready(server, initiator("slow"))) {
            askForALot(slow);
            server.awaitNoSession();
        }
    }

    private static void askForALot(Wire wire) {
        wire.raw().connection().suspend();
        for (int i = 0; i < 100; i++) {
            wire.send(wire.read(i % 8 * BLOCKS_PER_MIB, BLOCKS_PER_MIB));
        }
    }

    private static void announceALot(Wire wire) {
        for (int i = 0; i < 100; i++) {
            wire.send(wire.write(i % 8 * BLOCKS_PER_MIB, BLOCKS_PER_MIB));
        }
        wire.receive(Opcode.READY_TO_TRANSFER);
    }

    private static void readsAndWrites(Session session) {
        for (int bytes : new int[] {TestServer.BLOCK, 64 << 10, 700 << 10}) {
            byte[] data = random(bytes);
            int lba = 10 * BLOCKS_PER_MIB;
            assertTrue(session.execute(TestCommands.write(lba, data)).isGood());
            assertArrayEquals(
                    data,
                    session.execute(TestCommands.read(lba, bytes / TestServer.BLOCK))
                            .data());
        }
    }

    private static void awaitSessions(TestServer server, int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (server.sessionCount() > count) {
            assertTrue(System.nanoTime() < deadline, server.sessionCount() + " sessions and not " + count);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
