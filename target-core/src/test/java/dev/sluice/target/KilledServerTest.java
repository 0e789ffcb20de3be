package dev.sluice.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.testing.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is killed with writes under way has what it acknowledged, and of the rest each block whole or not at all. */
class KilledServerTest {
    private static final int LUN = 0;
    private static final int BLOCK = 512;
    private static final int DISK_BYTES = 8 << 20;
    private static final int DEPTH = 16;
    private static final int ROUNDS = 3;

    private record Write(InitiatorTask task, int block, byte[] data) {}

    private final long seed = Seed.of("KilledServerTest");
    private final SplittableRandom random = new SplittableRandom(seed);
    private final byte[] acknowledged = new byte[DISK_BYTES];
    private final ArrayDeque<Write> outstanding = new ArrayDeque<>();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldHaveWhatWasAcknowledgedWhenItIsKilled(int ioWorkers) throws Exception {
        Path disk = folder.resolve("disk.img");
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerProcess server = ServerProcess.start(disk, DISK_BYTES, ioWorkers)) {
                Session session = Session.login(
                        server.address(), LoginOptions.normal("iqn.2026-01.dev.sluice:initiator", TestServer.TARGET));
                RandomTraffic.verify(session, LUN, BLOCK, acknowledged);
                writeFor(session, 200 + random.nextInt(400));
                server.kill();
                session.drop();
            }
            compare(Files.readAllBytes(disk));
        }
    }

    private void writeFor(Session session, int commands) {
        for (int i = 0; i < commands; i++) {
            if (outstanding.size() == DEPTH) {
                finishOldest(session);
            }
            int count = 1 + random.nextInt(64);
            int block = random.nextInt(DISK_BYTES / BLOCK - count);
            while (outstanding.stream().anyMatch(write -> overlap(write, block, count))) {
                finishOldest(session);
            }
            byte[] data = new byte[count * BLOCK];
            random.nextBytes(data);
            InitiatorTask task = session.submit(ScsiCommand.write(LUN, Cdb.write16(block, count), data));
            outstanding.add(new Write(task, block, data));
            if (random.nextInt(50) == 0) {
                assertTrue(session.execute(ScsiCommand.none(LUN, Cdb.synchronizeCache10()))
                        .isGood());
            }
        }
    }

    private static boolean overlap(Write write, int block, int count) {
        return block < write.block + write.data.length / BLOCK && write.block < block + count;
    }

    private void finishOldest(Session session) {
        Write write = outstanding.remove();
        assertTrue(session.await(write.task).isGood(), "write at block " + write.block);
        System.arraycopy(write.data, 0, acknowledged, write.block * BLOCK, write.data.length);
    }

    /** Every block is as acknowledged, or as one of the writes that were under way wanted it; that is then the truth. */
    private void compare(byte[] found) throws IOException {
        assertEquals(DISK_BYTES, found.length);
        byte[] wanted = acknowledged.clone();
        for (Write write : outstanding) {
            System.arraycopy(write.data, 0, wanted, write.block * BLOCK, write.data.length);
        }
        outstanding.clear();
        for (int at = 0; at < DISK_BYTES; at += BLOCK) {
            boolean old = Arrays.equals(found, at, at + BLOCK, acknowledged, at, at + BLOCK);
            boolean renewed = Arrays.equals(found, at, at + BLOCK, wanted, at, at + BLOCK);
            assertTrue(old || renewed, "block " + at / BLOCK + " is not what was acknowledged, seed " + seed);
        }
        System.arraycopy(found, 0, acknowledged, 0, DISK_BYTES);
    }
}
