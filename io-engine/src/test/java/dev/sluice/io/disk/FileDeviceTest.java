package dev.sluice.io.disk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.io.open.Devices;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileDeviceTest extends BlockDeviceContract {
    @TempDir
    Path folder;

    @Override
    BlockDevice open() throws DeviceOpenException {
        // A depth that the contract exceeds, so that requests wait in line.
        DeviceSpec.Disk spec = DeviceSpec.Disk.of(folder.resolve("disk.img"))
                .withCreateBytes(SIZE)
                .withIoDepth(16);
        BlockDevice device = Devices.open(spec);
        assertTrue(device.properties().direct(), "the temporary folder's file system knows no direct I/O");
        return device;
    }
}
