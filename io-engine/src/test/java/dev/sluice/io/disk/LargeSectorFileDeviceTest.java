package dev.sluice.io.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.device.TestDisk;
import dev.sluice.io.device.TestLoops;
import dev.sluice.io.open.Devices;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file whose file system lies on a disk that takes nothing smaller than 4,096 bytes. */
class LargeSectorFileDeviceTest extends BlockDeviceContract {
    @TempDir
    Path folder;

    private LoopDisk disk;
    private Path mountPoint;

    @Override
    BlockDevice open() throws Exception {
        disk = LoopDisk.over(folder.resolve("backing.img"), 4L * SIZE, 4096);
        mountPoint = Files.createDirectory(folder.resolve("mnt"));
        LoopDisk.command("mkfs.ext4", "-q", disk.path.toString());
        LoopDisk.command("mount", disk.path.toString(), mountPoint.toString());
        BlockDevice device =
                Devices.open(DeviceSpec.Disk.of(mountPoint.resolve("disk.img")).withCreateBytes(SIZE));
        assertEquals(4096, device.properties().alignmentBytes());
        return device;
    }

    @Override
    void cleanUp() throws Exception {
        LoopDisk.command("umount", mountPoint.toString());
        disk.close();
    }

    @Test
    void shouldKeepItsSizeAndUseThePageCacheWhenItsSizeIsNoMultipleOfTheAlignment() throws Exception {
        Path odd = mountPoint.resolve("odd.img");
        try (TestLoops loops = new TestLoops(1);
                BlockDevice device = Devices.open(DeviceSpec.Disk.of(odd).withCreateBytes(4096 + 512));
                TestDisk channel = new TestDisk(device, loops.first())) {
            assertFalse(device.properties().direct());
            assertNull(channel.write(4096, TestDisk.random(512, 1), true));
        }
        assertEquals(4096 + 512, Files.size(odd));
    }
}
