package dev.sluice.io.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.device.TestDisk;
import dev.sluice.io.device.TestLoops;
import dev.sluice.io.open.Devices;
import dev.sluice.io.sys.Errno;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fault below a device becomes a typed error, and the device goes on. */
class DeviceFaultTest {
    private static final int SIZE = 4 << 20;

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

    @ParameterizedTest
    @EnumSource(Errno.class)
    void shouldHaveAMeaningWhenTheKernelFailsWithAnyError(Errno errno) {
        DeviceError expected =
                switch (errno) {
                    case ENOSPC, EDQUOT, EFBIG -> DeviceError.NO_SPACE;
                    case EOPNOTSUPP, ENOSYS, ENOTTY -> DeviceError.UNSUPPORTED;
                    case EROFS, EPERM, EACCES, EBADF, ETXTBSY -> DeviceError.READ_ONLY;
                    case ENODEV, ENXIO, ENOMEDIUM, ESTALE -> DeviceError.GONE;
                    case EILSEQ -> DeviceError.INTEGRITY;
                    default -> DeviceError.MEDIUM;
                };
        assertEquals(expected, DeviceErrors.of(errno));
        assertEquals(errno, Errno.of(errno.number()));
    }

    @Test
    void shouldRefuseChangesAndReadOnWhenOpenedReadOnly() throws Exception {
        byte[] content = TestDisk.random(SIZE, 1);
        Files.write(folder.resolve("disk.img"), content);
        DeviceSpec.Disk spec = DeviceSpec.Disk.of(folder.resolve("disk.img")).withReadOnly(true);
        try (BlockDevice device = Devices.open(spec);
                TestDisk disk = new TestDisk(device, loops.first())) {
            assertEquals(DeviceError.READ_ONLY, disk.write(0, new byte[4096], false));
            assertEquals(DeviceError.READ_ONLY, disk.writeZeroes(0, 4096, false));
            assertEquals(DeviceError.READ_ONLY, disk.unmap(0, 4096));
            assertNull(disk.flush());
            assertArrayEquals(java.util.Arrays.copyOf(content, 4096), disk.read(0, 4096));
        }
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("disk.img")));
    }

    @Test
    void shouldReportTheMediumWhenTheFileShrankBelowARead() throws Exception {
        Path file = Files.write(folder.resolve("disk.img"), TestDisk.random(SIZE, 2));
        try (BlockDevice device = Devices.open(DeviceSpec.Disk.of(file));
                TestDisk disk = new TestDisk(device, loops.first())) {
            try (RandomAccessFile shrunk = new RandomAccessFile(file.toFile(), "rw")) {
                shrunk.setLength(8192 + 100);
            }
            byte[] into = new byte[4096];
            assertEquals(DeviceError.MEDIUM, disk.read(65536, into));
            assertEquals(DeviceError.MEDIUM, disk.read(8192, into), "the end lies within the request");
            assertEquals(DeviceError.MEDIUM, disk.read(4096, new byte[16384]), "a part could be read");
            assertNull(disk.read(4096, into));
        }
    }

    @Test
    void shouldReportNoSpaceAndReadOnWhenTheFileSystemIsFull() throws Exception {
        Path mountPoint = Files.createDirectory(folder.resolve("full"));
        LoopDisk.command("mount", "-t", "tmpfs", "-o", "size=1M", "tmpfs", mountPoint.toString());
        try {
            DeviceSpec.Disk spec =
                    DeviceSpec.Disk.of(mountPoint.resolve("disk.img")).withCreateBytes(SIZE);
            try (BlockDevice device = Devices.open(spec);
                    TestDisk disk = new TestDisk(device, loops.first())) {
                DeviceError error = null;
                for (long at = 0; at < SIZE && error == null; at += 65536) {
                    error = disk.write(at, TestDisk.random(65536, at), false);
                }
                assertEquals(DeviceError.NO_SPACE, error);
                assertEquals(DeviceError.NO_SPACE, disk.writeZeroes(0, SIZE, true));
                assertNotNull(disk.read(0, 4096));
                assertNull(disk.unmap(0, SIZE));
                assertNull(disk.write(0, new byte[65536], false), "space was given back");
            }
        } finally {
            LoopDisk.command("umount", mountPoint.toString());
        }
    }

    @Test
    void shouldReportTheMediumWhenTheDiskHasABadSector() throws Exception {
        // The last sectors of the loop device are beyond the end of its backing file.
        Path backing = folder.resolve("backing.img");
        try (LoopDisk loop = LoopDisk.over(backing, SIZE, 512);
                BlockDevice device = Devices.open(DeviceSpec.Disk.of(loop.path));
                TestDisk disk = new TestDisk(device, loops.first())) {
            try (RandomAccessFile shrunk = new RandomAccessFile(backing.toFile(), "rw")) {
                shrunk.setLength(SIZE / 2);
            }
            assertEquals(DeviceError.MEDIUM, disk.read(SIZE - 4096, new byte[4096]));
            assertNotNull(disk.read(0, 4096));
        }
    }
}
