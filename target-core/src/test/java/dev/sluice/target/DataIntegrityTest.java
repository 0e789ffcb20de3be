package dev.sluice.target;

import static org.junit.jupiter.api.Assertions.fail;

import dev.sluice.initiator.Session;
import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.testing.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Data written over several sessions on several loops at once is read back the same. */
class DataIntegrityTest {
    private static final int LUN = 0;
    private static final int DISK_BYTES = 16 << 20;
    private static final int SESSIONS = 4;
    private static final int LOOPS = 3;
    private static final int DEPTH = 12;
    private static final int MAX_TRANSFER_BYTES = 1 << 20;

    private final long seed = Seed.of("DataIntegrityTest");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Negotiation.class)
    void shouldReadWhatWasWrittenWhateverIsNegotiated(Negotiation negotiation) throws Exception {
        for (boolean digests : new boolean[] {false, true}) {
            int pieceBlocks = DISK_BYTES / 512 / SESSIONS;
            List<Negotiation> each = List.of(negotiation, negotiation, negotiation, negotiation);
            runSessions(new RamDevice(DISK_BYTES), 512, 0, pieceBlocks, 120, each, digests);
        }
    }

    @ParameterizedTest
    @CsvSource({"ram, 512, 0", "ram, 4096, 2", "file, 512, 0", "file, 512, 2", "file, 4096, 0", "file, 4096, 2"})
    void shouldReadWhatWasWrittenWhenSessionsDiffer(String disk, int blockSize, int ioWorkers) throws Exception {
        int pieceBlocks = DISK_BYTES / blockSize / SESSIONS - 3;
        runSessions(device(disk), blockSize, ioWorkers, pieceBlocks, 1000, mixed(), false);
    }

    @ParameterizedTest
    @CsvSource({"ram, 0", "ram, 2", "file, 0", "file, 2"})
    void shouldReadWhatWasWrittenWhenSessionsWriteSideBySide(String disk, int ioWorkers) throws Exception {
        runSessions(device(disk), 512, ioWorkers, 3, 1000, mixed(), true);
    }

    private BlockDevice device(String disk) {
        return disk.equals("ram")
                ? new RamDevice(DISK_BYTES)
                : TestServer.fileDevice(folder.resolve("disk.img"), DISK_BYTES);
    }

    private static List<Negotiation> mixed() {
        return List.of(Negotiation.DEFAULTS, Negotiation.HUGE, Negotiation.ODD, Negotiation.SOLICITED_ONLY);
    }

    private void runSessions(
            BlockDevice device,
            int blockSize,
            int ioWorkers,
            int pieceBlocks,
            int commands,
            List<Negotiation> negotiations,
            boolean digests)
            throws Exception {
        byte[] model = new byte[DISK_BYTES];
        int maxBlocks = MAX_TRANSFER_BYTES / blockSize;
        try (TestServer server = TestServer.start(
                        settings -> settings.cores(LOOPS).ioWorkers(ioWorkers), TestServer.disk(device, blockSize));
                ExecutorService threads = Executors.newFixedThreadPool(SESSIONS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                int number = i;
                BlockShare share = new BlockShare(DISK_BYTES / blockSize, pieceBlocks, SESSIONS, number);
                running.add(threads.submit(() -> {
                    try (Session session = server.login(
                            number, options -> negotiations.get(number).applyTo(options.digests(digests, digests)))) {
                        new RandomTraffic(session, LUN, blockSize, maxBlocks, share, model, seed + number)
                                .run(commands, DEPTH);
                    }
                }));
            }
            for (Future<?> future : running) {
                future.get();
            }
            try (Session session = server.login(SESSIONS)) {
                RandomTraffic.verify(session, LUN, blockSize, model);
            }
        } catch (ExecutionException e) {
            fail("seed " + seed + ": " + e.getCause(), e.getCause());
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
