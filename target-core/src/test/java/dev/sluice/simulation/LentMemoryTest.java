package dev.sluice.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.PduConnection;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Data of a READ that lie in the memory of the disk until they are sent, while others write there. */
class LentMemoryTest {
    private static final int BLOCK = SimulatedTarget.BLOCK;
    private static final int BYTES = 256 << 10;

    private final Simulation simulation = Simulation.of("lent memory");
    private final SimulatedTarget target = new SimulatedTarget(simulation, SimulatedTarget.Settings.DEFAULT);
    private final FakeStream stream = target.connect();
    private final Session reader =
            Session.login(new PduConnection(stream), SimulatedTarget.options(1).digests(true, true));
    private final Session writer = target.login(SimulatedTarget.options(2));

    @BeforeEach
    void start() {
        reader.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
        writer.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
    }

    @AfterEach
    void stop() {
        reader.drop();
        writer.drop();
        target.stop();
    }

    private byte[] random() {
        byte[] data = new byte[BYTES];
        simulation.random().nextBytes(data);
        return data;
    }

    private void write(byte[] data) {
        assertTrue(writer.execute(ScsiCommand.write(0, Cdb.write16(0, BYTES / BLOCK), data))
                .isGood());
    }

    private ScsiCommand read() {
        return ScsiCommand.read(0, Cdb.read16(0, BYTES / BLOCK), BYTES);
    }

    @Test
    void shouldSendTheDataThatWereReadWhenTheyAreOverwrittenBeforeTheyAreTaken() {
        byte[] before = random();
        byte[] after = random();
        write(before);
        stream.window(0);
        InitiatorTask stalled = reader.submit(read());
        simulation.run(Duration.ofSeconds(1));
        write(after);
        assertArrayEquals(after, writer.execute(read()).data());
        stream.window(BYTES);
        assertArrayEquals(before, reader.await(stalled).data());
        assertArrayEquals(after, reader.execute(read()).data());
    }
}
