package dev.sluice.io.open;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.device.TestDisk;
import dev.sluice.io.disk.LoopDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refusals when a device is opened, and their messages for the administrator. */
class DevicesTest {
    private static final int SIZE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void shouldSayToAddASizeWhenTheFileDoesNotExist() {
        assertRefused(disk("none.img"), "does not exist", "size=");
    }

    @Test
    void shouldRefuseWhenItIsADirectory() {
        assertRefused(DeviceSpec.Disk.of(folder), "is a directory");
    }

    @Test
    void shouldRefuseWhenItIsNeitherFileNorBlockDevice() {
        assertRefused(DeviceSpec.Disk.of(Path.of("/dev/full")), "neither a regular file nor a block device");
    }

    @Test
    void shouldRefuseWhenAPartOfThePathIsAFile() throws Exception {
        Files.createFile(folder.resolve("file"));
        assertRefused(disk("file/disk.img"), "no directory");
    }

    @Test
    void shouldRefuseWhenTheFileIsEmpty() throws Exception {
        Files.createFile(folder.resolve("empty.img"));
        assertRefused(disk("empty.img"), "is empty", "truncate");
    }

    @Test
    void shouldRefuseWhenTheSizeIsNoMultipleOfTheBlockSize() throws Exception {
        Files.write(folder.resolve("odd.img"), new byte[1000]);
        assertRefused(disk("odd.img"), "1000", "512", "truncate -s 1024");
        Files.write(folder.resolve("small.img"), new byte[512]);
        assertRefused(disk("small.img").withBlockBytes(4096), "512", "4096");
    }

    @Test
    void shouldRefuseAndCreateNothingWhenTheNewSizeIsNoMultipleOfTheBlockSize() {
        assertRefused(disk("new.img").withCreateBytes(1000), "size=", "512");
        assertFalse(Files.exists(folder.resolve("new.img")));
    }

    @Test
    void shouldRefuseAndCreateNothingWhenTheDirectoryDoesNotExist() {
        assertRefused(disk("none/new.img").withCreateBytes(SIZE), "directory does not exist");
    }

    @Test
    void shouldLeaveNothingBehindWhenTheFileSystemDoesNotTakeTheSize() {
        assertRefused(disk("huge.img").withCreateBytes(Long.MAX_VALUE / 4096 * 4096), "cannot be created");
        assertFalse(Files.exists(folder.resolve("huge.img")));
    }

    @Test
    void shouldCreateASparseFileForItsOwnerAloneWhenASizeIsGiven() throws Exception {
        try (BlockDevice device = Devices.open(disk("new.img").withCreateBytes(1L << 40))) {
            assertEquals(1L << 40, device.properties().sizeBytes());
        }
        assertEquals(
                "rw-------",
                java.nio.file.attribute.PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("new.img"))));
    }

    @Test
    void shouldServeTheFileAsItIsWhenTheSizeGivenIsItsOwn() throws Exception {
        byte[] content = TestDisk.random(SIZE, 1);
        Files.write(folder.resolve("disk.img"), content);
        Devices.open(disk("disk.img").withCreateBytes(SIZE)).close();
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("disk.img")));
    }

    @Test
    void shouldRefuseAndLeaveTheFileAloneWhenTheSizeGivenIsAnother() throws Exception {
        byte[] content = TestDisk.random(SIZE, 1);
        Files.write(folder.resolve("disk.img"), content);
        assertRefused(disk("disk.img").withCreateBytes(2 * SIZE), "exists", Integer.toString(SIZE), "leave size= out");
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("disk.img")));
    }

    @Test
    void shouldRefuseTheSecondWhenAFileIsOpenedTwice() throws Exception {
        try (BlockDevice first = Devices.open(disk("disk.img").withCreateBytes(SIZE))) {
            assertEquals(SIZE, first.properties().sizeBytes());
            assertRefused(disk("disk.img"), "in use", "lock");
            assertRefused(disk("disk.img").withReadOnly(true), "in use", "lock");
        }
        Devices.open(disk("disk.img")).close();
    }

    @Test
    void shouldServeAFileTwiceWhenBothOnlyRead() throws Exception {
        Files.write(folder.resolve("disk.img"), new byte[SIZE]);
        try (BlockDevice first = Devices.open(disk("disk.img").withReadOnly(true));
                BlockDevice second = Devices.open(disk("disk.img").withReadOnly(true))) {
            assertTrue(first.properties().readOnly() && second.properties().readOnly());
        }
    }

    @Test
    void shouldRefuseWhenABlockDeviceIsOpenedTwice() throws Exception {
        try (LoopDisk loop = LoopDisk.over(folder.resolve("backing.img"), SIZE, 512)) {
            try (BlockDevice first = Devices.open(DeviceSpec.Disk.of(loop.path))) {
                assertEquals(SIZE, first.properties().sizeBytes());
                assertRefused(DeviceSpec.Disk.of(loop.path), "busy", "end that use first");
            }
        }
    }

    @Test
    void shouldRefuseWhenALoopDeviceIsMadeFromTheFile() throws Exception {
        try (LoopDisk loop = LoopDisk.over(folder.resolve("backing.img"), SIZE, 512)) {
            assertRefused(disk("backing.img"), "in use", "loop device " + loop.path);
        }
        Devices.open(disk("backing.img")).close();
    }

    @Test
    void shouldSayWhereWhenABlockDeviceIsMounted() throws Exception {
        Path mountPoint = Files.createDirectory(folder.resolve("mnt"));
        try (LoopDisk loop = LoopDisk.over(folder.resolve("backing.img"), 8 * SIZE, 512)) {
            LoopDisk.command("mkfs.ext4", "-q", loop.path.toString());
            LoopDisk.command("mount", loop.path.toString(), mountPoint.toString());
            try {
                assertRefused(DeviceSpec.Disk.of(loop.path), "in use", "mounted on " + mountPoint);
            } finally {
                LoopDisk.command("umount", mountPoint.toString());
            }
        }
    }

    @Test
    void shouldRefuseWhenTheSpecMakesNoSense() {
        assertRefused(disk("x").withBlockBytes(1000), "block size");
        assertRefused(disk("x").withIoDepth(0), "I/O depth");
        assertRefused(disk("x").withCreateBytes(SIZE).withReadOnly(true), "read-only");
        assertRefused(new DeviceSpec.Ram(1000, null), "multiple of 512");
        assertRefused(new DeviceSpec.Null(0, null), "multiple of 512");
        assertRefused(new DeviceSpec.Ram(1L << 60, null), "smaller");
    }

    private DeviceSpec.Disk disk(String name) {
        return DeviceSpec.Disk.of(folder.resolve(name));
    }

    private static void assertRefused(DeviceSpec spec, String... said) {
        DeviceOpenException e =
                assertThrows(DeviceOpenException.class, () -> Devices.open(spec).close());
        for (String part : said) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }
}
