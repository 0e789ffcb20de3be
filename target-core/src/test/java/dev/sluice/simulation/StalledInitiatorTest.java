package dev.sluice.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.PduConnection;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.iscsi.session.TransferPace;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An initiator that asks for data and takes none or little of it: what is read for it, and how long it may. */
class StalledInitiatorTest {
    private static final int BLOCK = SimulatedTarget.BLOCK;
    private static final int BYTES = 8 << 20;
    private static final int KIB = 1 << 10;
    private static final Pattern DISK_READ = Pattern.compile("disk READ \\d+ (\\d+)");

    private static final int TIME_LIMIT_SECONDS = 6;

    /** No pings, so that nothing but the data tells whether the initiator is there. */
    private static final KeepAlive PATIENT = new KeepAlive(3600, TIME_LIMIT_SECONDS);

    private static final int PIECE_BYTES = 256 * KIB;
    /** Four read ahead, four that wait to be sent, one on its way to the socket. */
    private static final int MOST_PIECES_AHEAD = 9;

    private static final int LEAST_RATE = 128 * KIB;
    private static final int WINDOW_SECONDS = 10;

    private final Simulation simulation = Simulation.of("stalled initiator");
    private final SimulatedTarget target = new SimulatedTarget(
            simulation,
            new SimulatedTarget.Settings(
                    1,
                    32,
                    0,
                    PATIENT,
                    new TransferPace(LEAST_RATE, WINDOW_SECONDS, 20),
                    SimulatedTarget.Settings.DEFAULT.limits()));
    private final FakeStream stream = target.connect();
    private final Session session = Session.login(new PduConnection(stream), SimulatedTarget.options(1));

    @BeforeEach
    void start() {
        session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
    }

    @AfterEach
    void stop() {
        session.drop();
        target.stop();
    }

    private InitiatorTask startReading() {
        stream.window(0);
        return session.submit(ScsiCommand.read(0, Cdb.read16(0, BYTES / BLOCK), BYTES));
    }

    private long bytesReadFromDisk() {
        long bytes = 0;
        Matcher reads = DISK_READ.matcher(simulation.trace());
        while (reads.find()) {
            bytes += Long.parseLong(reads.group(1));
        }
        return bytes;
    }

    @Test
    void shouldReadAFewPiecesFromTheDiskAndNoMoreWhileNothingIsTaken() {
        byte[] data = new byte[BYTES];
        simulation.random().nextBytes(data);
        assertTrue(session.execute(ScsiCommand.write(0, Cdb.write16(0, BYTES / BLOCK), data))
                .isGood());
        InitiatorTask read = startReading();
        simulation.run(Duration.ofSeconds(1));
        long ahead = bytesReadFromDisk();
        assertTrue(ahead <= MOST_PIECES_AHEAD * PIECE_BYTES, ahead + " bytes");
        simulation.run(Duration.ofSeconds(3));
        assertEquals(ahead, bytesReadFromDisk());
        stream.window(256 * KIB);
        assertArrayEquals(data, session.await(read).data());
    }

    @Test
    void shouldEndTheSessionWhenNothingIsTakenForTheTimeLimitAndNotBefore() {
        startReading();
        simulation.run(Duration.ofSeconds(TIME_LIMIT_SECONDS - 1));
        assertEquals(1, target.server().sessionCount());
        simulation.run(Duration.ofMillis(2500));
        assertEquals(0, target.server().sessionCount());
    }

    private void takeEachSecond(int bytes, int seconds) throws IOException {
        for (int i = 0; i < seconds && target.server().sessionCount() > 0; i++) {
            stream.window(stream.available() + bytes);
            simulation.run(Duration.ofMillis(999));
            stream.input().skipNBytes(stream.available());
            stream.window(0);
            simulation.run(Duration.ofMillis(1));
        }
    }

    @Test
    void shouldEndTheSessionWhenItTakesLessThanTheLeastRate() throws IOException {
        startReading();
        takeEachSecond(LEAST_RATE - 8 * KIB, WINDOW_SECONDS - 1);
        assertEquals(1, target.server().sessionCount());
        takeEachSecond(LEAST_RATE - 8 * KIB, WINDOW_SECONDS + 3);
        assertEquals(0, target.server().sessionCount());
    }

    @Test
    void shouldKeepTheSessionWhenItTakesTheLeastRate() throws IOException {
        startReading();
        takeEachSecond(LEAST_RATE + 8 * KIB, 4 * WINDOW_SECONDS);
        assertEquals(1, target.server().sessionCount());
    }
}
