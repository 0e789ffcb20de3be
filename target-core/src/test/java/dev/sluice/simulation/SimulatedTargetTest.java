package dev.sluice.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.RawConnection;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.testing.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A whole target on one thread, in virtual time. */
class SimulatedTargetTest {
    private static final int BLOCK = SimulatedTarget.BLOCK;
    private static final int SESSIONS = 3;
    private static final int COMMANDS = 60;
    private static final int AREA_BLOCKS = 4096;
    private static final int MOST_BLOCKS = 1024;

    @Test
    void shouldServeLoginReadWriteAndPingWhenNothingIsReal() {
        Simulation simulation = Simulation.of("simulated target");
        SimulatedTarget target = new SimulatedTarget(simulation, SimulatedTarget.Settings.DEFAULT);
        try (Session session = target.login(SimulatedTarget.options(1))) {
            session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
            byte[] data = new byte[600 * BLOCK];
            simulation.random().nextBytes(data);
            assertTrue(session.execute(ScsiCommand.write(0, Cdb.write16(8, 600), data))
                    .isGood());
            assertArrayEquals(
                    data,
                    session.execute(ScsiCommand.read(0, Cdb.read16(8, 600), data.length))
                            .data());
            assertArrayEquals(
                    new byte[] {1, 2, 3}, session.nop(new byte[] {1, 2, 3}).data());
        }
        assertEquals(0, target.server().sessionCount());
        target.stop();
    }

    /** An initiator that never answers pings is pinged again, as long as its machine acknowledges them. */
    @Test
    void shouldEndASessionWhenItsMachineIsGone() {
        Simulation simulation = Simulation.of("simulated loss of a machine");
        SimulatedTarget target = new SimulatedTarget(simulation, SimulatedTarget.Settings.DEFAULT);
        FakeStream stream = target.connect();
        RawConnection connection = target.loginRaw(stream, SimulatedTarget.options(1));
        assertEquals(Opcode.NOP_IN, connection.receiveAny().opcode());
        stream.cut();
        simulation.run(Duration.ofSeconds(8));
        assertEquals(1, target.server().sessionCount());
        simulation.run(Duration.ofSeconds(12));
        assertEquals(0, target.server().sessionCount());
        target.stop();
    }

    /** Two loops, digests, several sessions, and commands that overlap in time. */
    private static String run(long seed) {
        Simulation simulation = Simulation.withSeed(seed);
        Random random = simulation.random();
        SimulatedTarget target = new SimulatedTarget(simulation, SimulatedTarget.Settings.DEFAULT.withLoops(2));
        byte[] disk = new byte[SESSIONS * AREA_BLOCKS * BLOCK];
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            LoginOptions options = SimulatedTarget.options(i).digests(random.nextBoolean(), random.nextBoolean());
            sessions.add(target.login(options));
            sessions.get(i).execute(ScsiCommand.none(0, Cdb.testUnitReady()));
        }
        for (int i = 0; i < COMMANDS; i++) {
            int one = random.nextInt(SESSIONS);
            Session session = sessions.get(one);
            int blocks = 1 + random.nextInt(MOST_BLOCKS);
            int lba = one * AREA_BLOCKS + random.nextInt(AREA_BLOCKS - blocks);
            byte[] data = new byte[blocks * BLOCK];
            random.nextBytes(data);
            System.arraycopy(data, 0, disk, lba * BLOCK, data.length);
            InitiatorTask write = session.submit(ScsiCommand.write(0, Cdb.write16(lba, blocks), data));
            Session other = sessions.get(random.nextInt(SESSIONS));
            other.nop(new byte[random.nextInt(64)]);
            assertTrue(session.await(write).isGood());
        }
        for (int one = 0; one < SESSIONS; one++) {
            for (int at = 0; at < AREA_BLOCKS; at += MOST_BLOCKS) {
                int lba = one * AREA_BLOCKS + at;
                byte[] found = sessions.get(one)
                        .execute(ScsiCommand.read(0, Cdb.read16(lba, MOST_BLOCKS), MOST_BLOCKS * BLOCK))
                        .data();
                byte[] expected = new byte[found.length];
                System.arraycopy(disk, lba * BLOCK, expected, 0, expected.length);
                assertArrayEquals(expected, found);
            }
        }
        sessions.forEach(Session::close);
        target.stop();
        return simulation.trace();
    }

    @Test
    void shouldTakeTheSameStepsWhenTheSeedIsTheSame() {
        long seed = Seed.of("simulated sessions");
        String first = run(seed);
        assertEquals(first, run(seed));
        assertNotEquals(first, run(seed + 1));
    }

    @Test
    void shouldSendPduByPduWhenATestGivesTheNumbers() {
        Simulation simulation = Simulation.of("simulated connection");
        SimulatedTarget target = new SimulatedTarget(simulation, SimulatedTarget.Settings.DEFAULT);
        RawConnection connection = target.loginRaw(target.connect(), SimulatedTarget.options(1));
        connection.roundTrip(7, connection.expCmdSn());
        connection.send(new Pdu(Opcode.LOGOUT_REQUEST)
                .flags(0x80)
                .immediate()
                .taskTag(8)
                .cmdSn(connection.expCmdSn()));
        connection.receive(Opcode.LOGOUT_RESPONSE);
        assertTrue(connection.connection().isClosedByTarget());
        target.stop();
    }
}
