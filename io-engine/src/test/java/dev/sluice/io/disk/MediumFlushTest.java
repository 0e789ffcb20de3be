package dev.sluice.io.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.device.TestDisk;
import dev.sluice.io.device.TestLoops;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.open.Devices;
import dev.sluice.io.worker.WorkerPool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Durability, seen from the medium: the kernel counts the flushes that reach a loop device. A flush or a forced write has moved that
 * counter when it completes; a write that is not forced never does.
 */
class MediumFlushTest {
    private static final int SIZE = 16 << 20;

    /** Every kind of channel that a write can take. */
    enum Way {
        INLINE(512, false),
        UNREGISTERED(512, false),
        ALIGNING(4096, false),
        WORKER(512, true),
        ALIGNING_WORKER(4096, true);

        final int sectorBytes;
        final boolean byWorker;

        Way(int sectorBytes, boolean byWorker) {
            this.sectorBytes = sectorBytes;
            this.byWorker = byWorker;
        }
    }

    @TempDir
    Path folder;

    private Way way;
    private TestLoops loops;
    private WorkerPool workers;
    private LoopDisk medium;
    private BlockDevice device;
    private TestDisk disk;

    private void open(Way newWay) throws Exception {
        way = newWay;
        loops = new TestLoops(2);
        workers = WorkerPool.start(List.of(-1), loops.all(), 0);
        medium = LoopDisk.over(folder.resolve("backing.img"), SIZE, way.sectorBytes);
        device = Devices.open(DeviceSpec.Disk.of(medium.path));
        assertEquals(way.sectorBytes, device.properties().alignmentBytes());
        IoLoop bufferOwner = loops.all().get(way == Way.UNREGISTERED ? 1 : 0);
        disk = new TestDisk(device, loops.first(), bufferOwner, this::channel);
    }

    private DeviceChannel channel(BlockDevice of, IoLoop loop) {
        return way.byWorker ? workers.openChannel(of, loop) : of.openChannel(loop);
    }

    @AfterEach
    void close() throws Exception {
        disk.close();
        workers.close();
        loops.close();
        device.close();
        medium.close();
    }

    /** The flushes that reach the medium until the request has ended. */
    private long flushesOf(Supplier<DeviceError> request) throws IOException {
        long before = medium.flushes();
        assertNull(request.get());
        return medium.flushes() - before;
    }

    private void assertDurable(Supplier<DeviceError> request) throws IOException {
        assertTrue(flushesOf(request) > 0, "the medium has heard of no flush");
    }

    @ParameterizedTest
    @EnumSource
    void shouldFlushTheMediumWhenFlushed(Way by) throws Exception {
        open(by);
        assertNull(disk.write(0, new byte[4096], false));
        assertDurable(disk::flush);
        assertDurable(disk::flush);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotFlushTheMediumWhenNothingIsForced(Way by) throws Exception {
        open(by);
        assertEquals(0, flushesOf(() -> disk.write(0, new byte[65536], false)));
        assertEquals(0, flushesOf(() -> disk.write(512, new byte[512], false)));
        assertEquals(0, flushesOf(() -> disk.write(3584, new byte[131072], false)));
        assertEquals(0, flushesOf(() -> disk.writeZeroes(1536, 65536, false)));
        assertEquals(0, flushesOf(() -> disk.unmap(0, 65536)));
        assertEquals(0, flushesOf(() -> disk.read(512, new byte[4096])));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFlushTheMediumWhenAWriteOfWholeSectorsIsForced(Way by) throws Exception {
        open(by);
        assertDurable(() -> disk.write(4096, new byte[4096], true));
        assertDurable(() -> disk.write(0, new byte[262144], true));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFlushTheMediumWhenAWriteOfPartsOfSectorsIsForced(Way by) throws Exception {
        open(by);
        assertDurable(() -> disk.write(512, new byte[512], true));
        assertDurable(() -> disk.write(3584, new byte[131072], true));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFlushTheMediumWhenZeroesAreForced(Way by) throws Exception {
        open(by);
        assertDurable(() -> disk.writeZeroes(0, 65536, true));
        assertDurable(() -> disk.writeZeroes(512, 512, true));
        assertDurable(() -> disk.writeZeroes(1536, 200704, true));
    }
}
