package dev.sluice.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.PduConnection;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.iscsi.session.TransferPace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An initiator that reads nothing, and keeps buffers that another session waits for. */
class StalledBuffersTest {
    private static final int BYTES = 8 << 20;
    /** Their pieces fit into the part of the pool that one session may borrow. */
    private static final int READS_OF_STALLED = 2;
    /** Their pieces do not fit into the rest. */
    private static final int READS_OF_OTHER = 16;

    private static final Duration LOOK = Duration.ofMillis(1500);

    private final Simulation simulation = Simulation.of("stalled buffers");
    private SimulatedTarget target;
    private FakeStream stalledStream;
    private FakeStream otherStream;
    private Session stalled;
    private Session other;

    @BeforeEach
    void start() {
        SimulatedTarget.Settings usual = SimulatedTarget.Settings.DEFAULT;
        target = new SimulatedTarget(
                simulation,
                new SimulatedTarget.Settings(1, 32, 0, new KeepAlive(3600, 60), TransferPace.DEFAULT, usual.limits()));
        target.disk().lendNothing();
        stalledStream = target.connect();
        otherStream = target.connect();
        stalled = Session.login(new PduConnection(stalledStream), SimulatedTarget.options(1));
        other = Session.login(new PduConnection(otherStream), SimulatedTarget.options(2));
        stalled.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
        other.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
        stalledStream.window(0);
        submit(stalled, READS_OF_STALLED);
    }

    @AfterEach
    void stop() {
        stalled.drop();
        other.drop();
        target.stop();
    }

    private static List<InitiatorTask> submit(Session session, int reads) {
        List<InitiatorTask> tasks = new ArrayList<>();
        for (int i = 0; i < reads; i++) {
            tasks.add(session.submit(ScsiCommand.read(0, Cdb.read16(0, BYTES / SimulatedTarget.BLOCK), BYTES)));
        }
        return tasks;
    }

    /** It waits for buffers as long as its own window is closed. */
    private List<InitiatorTask> startOther() {
        otherStream.window(0);
        return submit(other, READS_OF_OTHER);
    }

    private void serveOther(List<InitiatorTask> reads) {
        otherStream.window(256 << 10);
        for (InitiatorTask read : reads) {
            assertTrue(other.await(read).isGood());
        }
        assertEquals(1, target.server().sessionCount());
    }

    @Test
    void shouldKeepTheSessionUntilAnotherOneWaits() {
        simulation.run(Duration.ofSeconds(20));
        assertEquals(2, target.server().sessionCount());
        List<InitiatorTask> reads = startOther();
        simulation.run(LOOK);
        assertEquals(1, target.server().sessionCount());
        serveOther(reads);
    }

    @Test
    void shouldKeepTheSessionForFiveSecondsWhenAnotherOneWaits() {
        simulation.run(Duration.ofSeconds(3));
        List<InitiatorTask> reads = startOther();
        simulation.run(Duration.ofMillis(1800));
        assertEquals(2, target.server().sessionCount());
        simulation.run(LOOK);
        assertEquals(1, target.server().sessionCount());
        serveOther(reads);
    }
}
