package dev.sluice.io.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.device.Extent;
import dev.sluice.io.device.TestDisk;
import dev.sluice.io.device.TestLoops;
import dev.sluice.io.open.Devices;
import org.junit.jupiter.api.Test;

class NullDeviceTest {
    private static final long SIZE = 1L << 50;

    @Test
    void shouldReadZeroesAndAcceptEverythingWhateverWasInTheBuffer() throws Exception {
        try (TestLoops loops = new TestLoops(1);
                BlockDevice device = Devices.open(new DeviceSpec.Null(SIZE, null));
                TestDisk disk = new TestDisk(device, loops.first())) {
            assertEquals(SIZE, device.properties().sizeBytes());
            assertNull(disk.write(SIZE - 4096, TestDisk.random(4096, 1), true));
            assertArrayEquals(new byte[4096], disk.read(SIZE - 4096, 4096));
            assertNull(disk.unmap(0, SIZE));
            assertNull(disk.writeZeroes(0, SIZE, true));
            assertNull(disk.flush());
            assertEquals(new Extent(512, SIZE - 512, false), device.extentAt(512));
        }
    }
}
