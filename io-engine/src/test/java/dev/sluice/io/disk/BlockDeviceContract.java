package dev.sluice.io.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.Extent;
import dev.sluice.io.device.TestDisk;
import dev.sluice.io.device.TestLoops;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.testing.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every block device, on any storage and with any channel. */
abstract class BlockDeviceContract {
    static final int SIZE = 16 << 20;

    private TestLoops loops;
    private BlockDevice device;
    private TestDisk disk;

    /** An empty device of {@link #SIZE} bytes, read as zeroes. */
    abstract BlockDevice open() throws Exception;

    /** Takes away what {@link #open} made besides the device. */
    void cleanUp() throws Exception {}

    /** Opens the channels of the test. */
    DeviceChannel channel(BlockDevice of, IoLoop loop) {
        return of.openChannel(loop);
    }

    /** The loop whose buffers the requests of {@code loop} use. */
    IoLoop bufferOwner(IoLoop loop) {
        return loop;
    }

    /** Called when the loops run, before the device is opened. */
    void started(List<IoLoop> all) throws Exception {}

    /** Called when all channels are closed. */
    void stopping() {}

    @BeforeEach
    void start() throws Exception {
        loops = new TestLoops(2);
        started(loops.all());
        device = open();
        disk = disk(loops.first());
    }

    private TestDisk disk(IoLoop loop) {
        return new TestDisk(device, loop, bufferOwner(loop), this::channel);
    }

    @AfterEach
    void stop() throws Exception {
        disk.close();
        device.close();
        stopping();
        loops.close();
        cleanUp();
    }

    @Test
    void shouldTellItsSizeAndAnIdentityWhenAsked() {
        DeviceProperties properties = device.properties();
        assertEquals(SIZE, properties.sizeBytes());
        assertTrue(properties.identity().matches("[\\x21-\\x7e]{1,64}"), properties.identity());
        assertEquals(1, Integer.bitCount(properties.alignmentBytes()));
        assertTrue(properties.physicalBlockBytes() >= properties.logicalBlockBytes());
    }

    @Test
    void shouldReadZeroesWhenNothingWasWritten() {
        assertArrayEquals(new byte[65536], disk.read(SIZE - 65536, 65536));
    }

    @Test
    void shouldReadWhatWasWrittenWhenTheLengthIsAnyMultipleOf512() {
        long offset = 512;
        for (int length : new int[] {512, 1024, 3584, 4096, 4608, 65536, 131072 + 512, 262144}) {
            byte[] data = TestDisk.random(length, offset);
            assertNull(disk.write(offset, data, false));
            assertArrayEquals(data, disk.read(offset, length), length + " bytes at " + offset);
            offset += length;
        }
    }

    @Test
    void shouldReadWhatWasWrittenWhenTheWriteForcesUnitAccess() {
        byte[] data = TestDisk.random(8192, 1);
        assertNull(disk.write(40960, data, true));
        assertArrayEquals(data, disk.read(40960, 8192));
        assertNull(disk.write(512, Arrays.copyOf(data, 512), true));
        assertArrayEquals(Arrays.copyOf(data, 512), disk.read(512, 512));
    }

    @Test
    void shouldSucceedWhenFlushed() {
        assertNull(disk.write(0, TestDisk.random(4096, 2), false));
        assertNull(disk.flush());
    }

    @Test
    void shouldReadZeroesAndKeepTheNeighboursWhenZeroesWereWritten() {
        byte[] data = TestDisk.random(262144, 3);
        for (boolean durable : new boolean[] {false, true}) {
            for (int[] range : new int[][] {{0, 262144}, {512, 512}, {3584, 1024}, {4096, 65536}, {1536, 200704}}) {
                assertNull(disk.write(0, data, false));
                assertNull(disk.writeZeroes(range[0], range[1], durable));
                assertArrayEquals(zeroed(data, range[0], range[1]), disk.read(0, data.length), Arrays.toString(range));
            }
        }
    }

    @Test
    void shouldReadZeroesAndKeepTheNeighboursWhenUnmapped() {
        byte[] data = TestDisk.random(262144, 4);
        for (int[] range : new int[][] {{0, 262144}, {4096, 8192}, {512, 1024}, {1536, 200704}}) {
            assertNull(disk.write(0, data, false));
            DeviceError error = disk.unmap(range[0], range[1]);
            if (device.properties().canUnmap()) {
                assertNull(error);
                assertArrayEquals(zeroed(data, range[0], range[1]), disk.read(0, data.length), Arrays.toString(range));
            } else {
                assertEquals(DeviceError.UNSUPPORTED, error);
            }
        }
    }

    @Test
    void shouldTakeSpaceWhereZeroesWereWritten() {
        assertNull(disk.writeZeroes(1 << 20, 1 << 20, false));
        Extent zeroed = device.extentAt(1 << 20);
        assertTrue(zeroed.allocated(), zeroed.toString());
        assertEquals(1 << 20, zeroed.offset());
        assertTrue(zeroed.end() >= 2 << 20, zeroed.toString());
        assertEquals(new Extent((1 << 20) + 4096, zeroed.length() - 4096, true), device.extentAt((1 << 20) + 4096));
        assertArrayEquals(new byte[4096], disk.read(1 << 20, 4096));
    }

    @Test
    void shouldZeroAllOfItWhenTheRangeIsTheDevice() {
        assertNull(disk.write(SIZE - 4096, TestDisk.random(4096, 5), false));
        assertNull(disk.writeZeroes(0, SIZE, false));
        assertArrayEquals(new byte[4096], disk.read(SIZE - 4096, 4096));
    }

    @Test
    void shouldTellExtentsFromEndToEndThatAreAllocatedWhereDataIs() {
        assertNull(disk.write(1 << 20, TestDisk.random(65536, 6), true));
        assertNull(disk.write(SIZE - 512, TestDisk.random(512, 7), true));
        long offset = 0;
        while (offset < SIZE) {
            Extent extent = device.extentAt(offset);
            assertEquals(offset, extent.offset());
            assertTrue(extent.length() > 0 && extent.length() % 512 == 0, extent.toString());
            assertTrue(extent.allocated() || extent.end() <= 1 << 20 || extent.offset() >= (1 << 20) + 65536);
            assertTrue(extent.allocated() || extent.end() <= SIZE - 512, extent.toString());
            offset = extent.end();
        }
        assertEquals(SIZE, offset);
    }

    @Test
    void shouldDoNothingWhenALengthIsZero() {
        assertNull(disk.run(request -> request.prepareUnmap(4096, 0)));
        assertNull(disk.run(request -> request.prepareWriteZeroes(4096, 0, true)));
    }

    @Test
    void shouldCompleteEachRequestOnceOnItsLoopWhenMoreAreSubmittedThanItTakesAtOnce() {
        int count = 2000;
        AtomicInteger completions = new AtomicInteger();
        CompletableFuture<Void> done = new CompletableFuture<>();
        disk.loop.execute(() -> {
            IoBuffer buffer = TestLoops.transferBuffers(disk.loop).tryAcquire(4096);
            for (int i = 0; i < count; i++) {
                BlockRequest request = new BlockRequest(ended -> {
                    assertTrue(disk.loop.inLoop());
                    assertNull(ended.error());
                    if (completions.incrementAndGet() == count) {
                        buffer.release();
                        done.complete(null);
                    }
                });
                disk.channel.submit(request.prepareRead(4096L * (i % 64), 4096, buffer, 0));
            }
        });
        TestLoops.await(done);
        assertEquals(count, completions.get());
    }

    @Test
    void shouldNotRunOutOfStackWhenEachCompletionSubmitsTheNextRequest() {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        disk.loop.execute(() -> {
            int[] left = {20_000};
            IoBuffer buffer = TestLoops.transferBuffers(disk.loop).tryAcquire(4096);
            BlockRequest again = new BlockRequest(ended -> {
                if (--left[0] == 0 || ended.error() != null) {
                    buffer.release();
                    done.complete(left[0]);
                } else {
                    disk.channel.submit(ended.prepareRead(0, 4096, buffer, 0));
                }
            });
            disk.channel.submit(again.prepareRead(0, 4096, buffer, 0));
        });
        assertEquals(0, TestLoops.await(done));
    }

    @Test
    void shouldBehaveAsAModelInMemoryWhenRandomRequestsOverlapNeighboursOnTwoLoops() {
        long seed = Seed.of("BlockDeviceContract");
        byte[][] models = new byte[2][SIZE / 2];
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        try (TestDisk other = disk(loops.all().get(1))) {
            TestDisk[] disks = {disk, other};
            for (int client = 0; client < 2; client++) {
                int me = client;
                clients.add(CompletableFuture.runAsync(
                        () -> randomRequests(disks[me], me, models[me], new SplittableRandom(seed + me), seed)));
            }
            clients.forEach(TestLoops::await);
        }
        // Interleaved by 512-byte blocks: each client owns every other one, so that read-modify-write would be seen.
        for (int client = 0; client < 2; client++) {
            for (int block = 0; block < 512; block++) {
                byte[] expected = Arrays.copyOfRange(models[client], block * 512, block * 512 + 512);
                assertArrayEquals(
                        expected, disk.read(1024L * block + 512L * client, 512), "seed " + seed + " block " + block);
            }
        }
    }

    private void randomRequests(TestDisk on, int me, byte[] model, SplittableRandom random, long seed) {
        for (int i = 0; i < 400; i++) {
            int block = random.nextInt(512);
            long offset = 1024L * block + 512L * me;
            byte[] data = new byte[512];
            switch (random.nextInt(4)) {
                case 0 -> {
                    assertNull(on.writeZeroes(offset, 512, random.nextBoolean()));
                    System.arraycopy(data, 0, model, block * 512, 512);
                }
                case 1 ->
                    assertArrayEquals(
                            Arrays.copyOfRange(model, block * 512, block * 512 + 512),
                            on.read(offset, 512),
                            "seed " + seed);
                default -> {
                    random.nextBytes(data);
                    assertNull(on.write(offset, data, random.nextInt(8) == 0));
                    System.arraycopy(data, 0, model, block * 512, 512);
                }
            }
        }
    }

    private static byte[] zeroed(byte[] data, int offset, int length) {
        byte[] expected = data.clone();
        Arrays.fill(expected, offset, offset + length, (byte) 0);
        return expected;
    }
}
