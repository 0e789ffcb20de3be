package dev.sluice.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.ScsiResult;
import dev.sluice.initiator.Session;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingDiskTest {
    private static final int CAPACITY_DATA_HAS_CHANGED = 0x2A09;

    @TempDir
    private Path folder;

    @Test
    void shouldTellInitiatorsWhenAFileHasGrown() throws IOException {
        Path file = folder.resolve("disk.img");
        try (TestServer server = TestServer.start(
                        settings -> settings, TestServer.disk(TestServer.fileDevice(file, 1 << 20), 512));
                Session session = server.login(1)) {
            session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
            try (RandomAccessFile grown = new RandomAccessFile(file.toFile(), "rw")) {
                grown.setLength(2 << 20);
            }
            assertEquals(CAPACITY_DATA_HAS_CHANGED, awaitAttention(session).additionalSense());
            ScsiResult capacity = session.execute(ScsiCommand.read(0, Cdb.readCapacity10(), 8));
            assertEquals((2 << 20) / 512 - 1, ByteBuffer.wrap(capacity.data()).getInt());
            assertTrue(session.execute(ScsiCommand.read(0, Cdb.read10(4095, 1), 512))
                    .isGood());
        }
    }

    private static ScsiResult awaitAttention(Session session) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        ScsiResult result;
        do {
            result = session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
        } while (result.isGood() && System.nanoTime() < deadline);
        return result;
    }
}
