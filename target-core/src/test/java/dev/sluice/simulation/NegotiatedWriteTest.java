package dev.sluice.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.login.TargetLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Writes under every choice of ImmediateData, InitialR2T, bursts and digests: the initiator checks each R2T, its offset and its length, and the
 * disk has what was sent.
 */
class NegotiatedWriteTest {
    private static final int BLOCK = SimulatedTarget.BLOCK;
    private static final int SESSIONS = 24;
    private static final int WRITES = 6;
    private static final int MOST_BLOCKS = 700;

    @Test
    void shouldWriteWhatWasSentHoweverDataOutWasAgreedOn() {
        Simulation simulation = Simulation.of("negotiated writes");
        Random random = simulation.random();
        SimulatedTarget target = new SimulatedTarget(
                simulation, SimulatedTarget.Settings.DEFAULT.withLimits(TargetLimits.DEFAULT.withInitialR2T(false)));
        for (int i = 0; i < SESSIONS; i++) {
            int firstBurst = BLOCK << random.nextInt(8);
            LoginOptions options = SimulatedTarget.options(i)
                    .digests(random.nextBoolean(), random.nextBoolean())
                    .key("ImmediateData", (i & 1) == 0 ? "Yes" : "No")
                    .key("InitialR2T", (i & 2) == 0 ? "Yes" : "No")
                    .key("FirstBurstLength", firstBurst)
                    .key("MaxBurstLength", firstBurst << random.nextInt(4))
                    .key("MaxOutstandingR2T", 1 + random.nextInt(4));
            try (Session session = target.login(options)) {
                session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
                writeAndRead(session, random);
            }
        }
        target.stop();
    }

    private static void writeAndRead(Session session, Random random) {
        List<byte[]> written = new ArrayList<>();
        List<InitiatorTask> tasks = new ArrayList<>();
        for (int i = 0; i < WRITES; i++) {
            byte[] data = new byte[BLOCK * (1 + random.nextInt(MOST_BLOCKS))];
            random.nextBytes(data);
            written.add(data);
            tasks.add(session.submit(ScsiCommand.write(0, Cdb.write16(i * MOST_BLOCKS, data.length / BLOCK), data)));
        }
        for (InitiatorTask task : tasks) {
            assertTrue(session.await(task).isGood());
        }
        for (int i = 0; i < WRITES; i++) {
            byte[] data = written.get(i);
            ScsiCommand read = ScsiCommand.read(0, Cdb.read16(i * MOST_BLOCKS, data.length / BLOCK), data.length);
            assertArrayEquals(data, session.execute(read).data());
        }
    }
}
