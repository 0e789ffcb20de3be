package dev.sluice.io.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.disk.LoopDisk;
import dev.sluice.io.open.Devices;
import dev.sluice.io.sys.OpenFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedIdentityTest {
    private static final int SIZE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void shouldKeepItsIdentityWhenOpenedAgainOrRenamed() throws Exception {
        String first = identity(create("a.img"));
        assertEquals(first, identity(folder.resolve("a.img")));
        Files.move(folder.resolve("a.img"), folder.resolve("b.img"));
        assertEquals(first, identity(folder.resolve("b.img")));
    }

    @Test
    void shouldGetAnIdentityOfItsOwnWhenCopiedWithItsAttributes() throws Exception {
        String first = identity(create("a.img"));
        LoopDisk.command(
                "cp",
                "--preserve=all",
                folder.resolve("a.img").toString(),
                folder.resolve("b.img").toString());
        String copy = identity(folder.resolve("b.img"));
        assertNotEquals(first, copy);
        assertEquals(copy, identity(folder.resolve("b.img")));
        assertEquals(first, identity(folder.resolve("a.img")));
    }

    @Test
    void shouldTakeAnIdentityOverWhenTheAdministratorWritesItBare() throws Exception {
        create("a.img");
        try (OpenFile file = OpenFile.open(folder.resolve("a.img"), OpenFile.Mode.READ_WRITE, false, false)) {
            file.setAttribute(FileIdentity.ATTRIBUTE, "moved-here-by-copying");
        }
        assertEquals("moved-here-by-copying", identity(folder.resolve("a.img")));
        try (OpenFile file = OpenFile.open(folder.resolve("a.img"), OpenFile.Mode.READ, false, false)) {
            assertTrue(file.attribute(FileIdentity.ATTRIBUTE).contains(" "), "marked as this file's");
        }
    }

    @Test
    void shouldDeriveTheSameIdentityWhenAttributesCannotBeWritten() throws Exception {
        Path file = create("a.img");
        DeviceSpec.Disk readOnly = DeviceSpec.Disk.of(file).withReadOnly(true);
        String first = identity(readOnly);
        assertEquals(first, identity(readOnly));
        Files.copy(file, folder.resolve("b.img"));
        assertNotEquals(
                first, identity(DeviceSpec.Disk.of(folder.resolve("b.img")).withReadOnly(true)));
    }

    @Test
    void shouldShowTheKeptIdentityWhenServedReadOnly() throws Exception {
        Path file = create("a.img");
        String kept = identity(file);
        assertEquals(kept, identity(DeviceSpec.Disk.of(file).withReadOnly(true)));
    }

    @Test
    void shouldIgnoreWhatOnlyOneKernelTellsWhenMarksAreCompared() {
        assertTrue(FileIdentity.isSameFile("u:1:2:3", "u:1:2:3"));
        assertTrue(FileIdentity.isSameFile("-:1:2:-", "u:1:2:3"));
        assertFalse(FileIdentity.isSameFile("u:1:2:3", "v:1:2:3"));
        assertFalse(FileIdentity.isSameFile("u:1:2:3", "u:9:2:3"));
        assertFalse(FileIdentity.isSameFile("u:1:2:3", "u:1:9:3"));
        assertFalse(FileIdentity.isSameFile("u:1:2:3", "u:1:2:9"));
        assertFalse(FileIdentity.isSameFile("damaged", "u:1:2:9"));
    }

    @Test
    void shouldBeAnotherForEachWhenBlockDevicesAreMadeFromDifferentFiles() throws Exception {
        try (LoopDisk one = LoopDisk.over(folder.resolve("one.img"), SIZE, 512);
                LoopDisk two = LoopDisk.over(folder.resolve("two.img"), SIZE, 512)) {
            assertNotEquals(identity(one.path), identity(two.path));
            assertEquals(identity(one.path), identity(one.path));
        }
    }

    @Test
    void shouldBeAnotherForEachWhenDisksAreInMemory() throws Exception {
        assertNotEquals(identity(new DeviceSpec.Ram(SIZE, null)), identity(new DeviceSpec.Ram(SIZE, null)));
        assertEquals("given", identity(new DeviceSpec.Null(SIZE, "given")));
    }

    private Path create(String name) throws Exception {
        return Files.write(folder.resolve(name), new byte[SIZE]);
    }

    private static String identity(Path path) throws Exception {
        return identity(DeviceSpec.Disk.of(path));
    }

    private static String identity(DeviceSpec spec) throws Exception {
        try (BlockDevice device = Devices.open(spec)) {
            return device.properties().identity();
        }
    }
}
