package dev.sluice.io.disk;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.io.open.Devices;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Through the page cache. */
class BufferedFileDeviceTest extends BlockDeviceContract {
    @TempDir
    Path folder;

    @Override
    BlockDevice open() throws DeviceOpenException {
        BlockDevice device = Devices.open(DeviceSpec.Disk.of(folder.resolve("disk.img"))
                .withCreateBytes(SIZE)
                .withDirect(false));
        assertFalse(device.properties().direct());
        return device;
    }
}
