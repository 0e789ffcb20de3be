package dev.sluice.io.device;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
