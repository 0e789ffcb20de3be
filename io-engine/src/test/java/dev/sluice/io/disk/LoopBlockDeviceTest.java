package dev.sluice.io.disk;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.open.Devices;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A block device with 512-byte sectors. */
class LoopBlockDeviceTest extends BlockDeviceContract {
    @TempDir
    Path folder;

    private LoopDisk disk;

    int sectorBytes() {
        return 512;
    }

    @Override
    BlockDevice open() throws Exception {
        disk = LoopDisk.over(folder.resolve("backing.img"), SIZE, sectorBytes());
        return Devices.open(DeviceSpec.Disk.of(disk.path));
    }

    @Override
    void cleanUp() throws Exception {
        disk.close();
    }
}
