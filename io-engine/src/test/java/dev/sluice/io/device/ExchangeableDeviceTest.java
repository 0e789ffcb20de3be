package dev.sluice.io.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.io.loop.IoLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExchangeableDeviceTest {
    /** Keeps requests until it is told to carry them out, and knows whether it is closed. */
    private static final class Holding implements BlockDevice {
        final RamDevice inner = new RamDevice(8192);
        final AtomicReference<BlockRequest> held = new AtomicReference<>();
        final CompletableFuture<Void> closed = new CompletableFuture<>();

        @Override
        public DeviceProperties properties() {
            return inner.properties();
        }

        @Override
        public DeviceChannel openChannel(IoLoop loop) {
            return new DeviceChannel() {
                @Override
                public void submit(BlockRequest request) {
                    held.set(request);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {
            inner.close();
            closed.complete(null);
        }
    }

    private TestLoops loops;

    @BeforeEach
    void start() throws Exception {
        loops = new TestLoops(2);
    }

    @AfterEach
    void stop() {
        loops.close();
    }

    private RamDevice filled(int value) {
        RamDevice device = new RamDevice(8192);
        try (TestDisk disk = new TestDisk(device, loops.first())) {
            byte[] data = new byte[8192];
            java.util.Arrays.fill(data, (byte) value);
            assertNull(disk.write(0, data, false));
        }
        return device;
    }

    @Test
    void shouldReadWhatIsInItOnEveryLoop() {
        try (ExchangeableDevice drive = new ExchangeableDevice("drive", filled(1));
                TestDisk first = new TestDisk(drive, loops.first());
                TestDisk second = new TestDisk(drive, loops.all().get(1))) {
            assertEquals(1, first.read(4096, 512)[511]);
            assertEquals(1, second.read(0, 512)[0]);
            drive.exchange(filled(2));
            assertEquals(2, first.read(4096, 512)[511]);
            assertEquals(2, second.read(0, 512)[0]);
            assertEquals("drive", drive.properties().identity());
            assertEquals(8192, drive.properties().sizeBytes());
        }
    }

    @Test
    void shouldRefuseWhatItHasNot() {
        try (ExchangeableDevice drive = new ExchangeableDevice("drive", null);
                TestDisk disk = new TestDisk(drive, loops.first())) {
            assertEquals(0, drive.properties().sizeBytes());
            assertEquals(DeviceError.GONE, disk.read(0, new byte[512]));
            drive.exchange(filled(3));
            assertArrayEquals(new byte[] {3}, new byte[] {disk.read(0, 512)[0]});
            assertEquals(3, disk.read(8192 - 512, 512)[511], "the end of the disc");
            assertEquals(DeviceError.GONE, disk.read(8192 - 256, new byte[512]), "across the end of the disc");
            assertEquals(DeviceError.GONE, disk.read(8192, new byte[512]), "behind a disc that is shorter");
            assertEquals(DeviceError.READ_ONLY, disk.write(0, new byte[512], false));
            assertNull(disk.flush());
        }
    }

    @Test
    void shouldCloseTheFormerMediumWhenItsLastRequestHasEnded() {
        Holding former = new Holding();
        try (ExchangeableDevice drive = new ExchangeableDevice("drive", former);
                TestDisk disk = new TestDisk(drive, loops.first())) {
            CompletableFuture<DeviceError> ended = new CompletableFuture<>();
            loops.first()
                    .execute(() -> disk.channel.submit(
                            new BlockRequest(request -> ended.complete(request.error())).prepareFlush()));
            drive.exchange(filled(4));
            assertEquals(4, disk.read(0, 512)[0]);
            assertTrue(!former.closed.isDone() && !ended.isDone());
            loops.first().execute(() -> former.held.get().complete(null));
            assertNull(TestLoops.await(ended));
            TestLoops.await(former.closed);
        }
    }

    @Test
    void shouldCloseAMediumThatNobodyReadsAnyMore() {
        Holding former = new Holding();
        try (ExchangeableDevice drive = new ExchangeableDevice("drive", former);
                TestDisk disk = new TestDisk(drive, loops.first())) {
            TestLoops.on(loops.first(), () -> {
                disk.channel.submit(new BlockRequest(request -> {}).prepareFlush());
                former.held.get().complete(null);
                return null;
            });
            drive.exchange(null);
            TestLoops.await(former.closed);
        }
    }
}
