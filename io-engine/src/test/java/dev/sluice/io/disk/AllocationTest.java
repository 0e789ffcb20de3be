package dev.sluice.io.disk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.device.TestDisk;
import dev.sluice.io.device.TestLoops;
import dev.sluice.io.open.Devices;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An I/O leaves no garbage on its loop. What is left, well below an object per operation, is Netty's own: one small object for
 * each turn. Before the JIT has compiled the path, the operation that is submitted is an object, too.
 */
class AllocationTest {
    /**
     * Netty's operation has 72 bytes; what it makes for a turn has 16, and a turn may be one operation. A server does without either, but in
     * a JVM that has run other tests before, the JIT may keep the operation for good.
     */
    private static final double ONE_OPERATION = 96;

    private static final int SIZE = 16 << 20;
    private static final int DEPTH = 32;
    private static final int OPERATIONS = 20_000;
    /** The JIT compiles when it has the time; most of the time a few runs are enough. */
    private static final int MAX_RUNS = 200;

    @TempDir
    Path folder;

    private TestLoops loops;

    @BeforeEach
    void start() throws Exception {
        loops = new TestLoops(1);
    }

    @AfterEach
    void stop() {
        loops.close();
    }

    @Test
    void shouldLeaveNoGarbageOfItsOwnWhenAFileIsReadAndWritten() throws Exception {
        assertNoGarbage(DeviceSpec.Disk.of(folder.resolve("disk.img")).withCreateBytes(SIZE));
    }

    @Test
    void shouldLeaveNoGarbageOfItsOwnWhenMemoryIsReadAndWritten() throws Exception {
        assertNoGarbage(new DeviceSpec.Ram(SIZE, null));
    }

    private void assertNoGarbage(DeviceSpec spec) throws Exception {
        try (BlockDevice device = Devices.open(spec);
                TestDisk disk = new TestDisk(device, loops.first())) {
            double bytes = Double.MAX_VALUE;
            for (int run = 0; run < MAX_RUNS && bytes >= ONE_OPERATION; run++) {
                bytes = Math.max(measure(disk, false), measure(disk, true));
            }
            assertTrue(bytes < ONE_OPERATION, bytes + " bytes per operation");
        }
    }

    private double measure(TestDisk disk, boolean writes) {
        return DeviceLoad.run(disk, loops.first(), SIZE, 4096, DEPTH, writes, OPERATIONS / 4, OPERATIONS)
                .bytesPerOperation();
    }
}
