package dev.sluice.io.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.device.ExchangeableDevice;
import dev.sluice.io.device.Extent;
import dev.sluice.io.device.TestDisk;
import dev.sluice.io.device.TestLoops;
import dev.sluice.io.open.Devices;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The holes of a file. The lengths are multiples of the allocation unit of any file system. */
class ExtentTest {
    private static final int MIB = 1 << 20;
    private static final int SIZE = 16 * MIB;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTellHolesWhereNothingWasWrittenOrWhereItWasUnmapped(boolean direct) throws Exception {
        DeviceSpec spec = DeviceSpec.Disk.of(folder.resolve("disk.img"))
                .withCreateBytes(SIZE)
                .withDirect(direct);
        try (TestLoops loops = new TestLoops(1);
                BlockDevice device = Devices.open(spec);
                TestDisk disk = new TestDisk(device, loops.first())) {
            assertEquals(new Extent(0, SIZE, false), device.extentAt(0));
            byte[] data = TestDisk.random(MIB / 4, 1);
            for (int offset = MIB; offset < 3 * MIB; offset += data.length) {
                assertNull(disk.write(offset, data, false));
            }
            assertEquals(new Extent(0, MIB, false), device.extentAt(0));
            assertEquals(new Extent(MIB, 2 * MIB, true), device.extentAt(MIB));
            assertEquals(new Extent(3 * MIB, SIZE - 3 * MIB, false), device.extentAt(3 * MIB));
            assertNull(disk.unmap(MIB, MIB));
            assertEquals(new Extent(512, 2 * MIB - 512, false), device.extentAt(512));
            assertEquals(new Extent(2 * MIB + 512, MIB - 512, true), device.extentAt(2 * MIB + 512));
            assertNull(disk.write(SIZE - data.length, data, false));
            assertEquals(new Extent(SIZE - data.length, data.length, true), device.extentAt(SIZE - data.length));
        }
    }

    @Test
    void shouldTellWhichPagesOfMemoryHaveData() throws Exception {
        try (TestLoops loops = new TestLoops(1);
                BlockDevice device = Devices.open(new DeviceSpec.Ram(SIZE, null));
                TestDisk disk = new TestDisk(device, loops.first())) {
            assertEquals(new Extent(0, SIZE, false), device.extentAt(0));
            disk.read(0, MIB / 4);
            assertNull(disk.write(2 * 4096 + 512, new byte[4096], false));
            assertEquals(new Extent(0, 2 * 4096, false), device.extentAt(0));
            assertEquals(new Extent(2 * 4096, 2 * 4096, true), device.extentAt(2 * 4096));
            assertEquals(new Extent(3 * 4096 + 512, 4096 - 512, true), device.extentAt(3 * 4096 + 512));
            assertNull(disk.unmap(2 * 4096 + 512, 8192 - 512));
            assertEquals(new Extent(2 * 4096, 4096, true), device.extentAt(2 * 4096));
            assertEquals(new Extent(3 * 4096, SIZE - 3 * 4096, false), device.extentAt(3 * 4096));
        }
    }

    @Test
    void shouldTellThatAllIsAllocatedWhenTheDeviceCannotTell() throws Exception {
        try (ExchangeableDevice device =
                new ExchangeableDevice("drive", Devices.open(new DeviceSpec.Ram(SIZE, null)))) {
            assertEquals(new Extent(4096, SIZE - 4096, true), device.extentAt(4096));
        }
    }
}
