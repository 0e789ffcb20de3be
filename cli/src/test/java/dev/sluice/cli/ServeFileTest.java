package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeFileTest {
    @TempDir
    private Path directory;

    @Test
    void shouldServeAFileAgainWhenItIsThereWithTheSizeThatIsGiven() throws Exception {
        file("disk.img", 1L << 20);
        assertServes("--disk=disk.img,size=1M");
        assertServes("--disk=disk.img");
    }

    @Test
    void shouldTouchNothingWhenAFileHasAnotherSize() throws Exception {
        Path file = file("disk.img", 1L << 20);
        Files.writeString(file, "x".repeat(1 << 20));
        for (String size : new String[] {"512K", "2M"}) {
            assertRefused("disk.img", "--disk=disk.img,size=" + size);
            assertEquals("x".repeat(1 << 20), Files.readString(file));
        }
    }

    @Test
    void shouldRefuseWhenAPathIsNoDisk() throws Exception {
        Files.createDirectory(directory.resolve("folder"));
        file("odd.img", 1000);
        file("odd4k.img", 512 * 3);
        file("empty.img", 0);
        assertRefused("missing.img", "--disk=missing.img");
        assertRefused("folder", "--disk=folder");
        assertRefused("folder", "--disk=folder,size=1M");
        assertRefused("nowhere", "--disk=nowhere/new.img,size=1M");
        assertRefused("odd.img", "--disk=odd.img");
        assertRefused("odd4k.img", "--disk=odd4k.img,block-size=4096");
        assertRefused("empty.img", "--disk=empty.img");
        assertRefused("/dev/tty", "--disk=/dev/tty");
    }

    @Test
    void shouldRefuseWhenADiskIsGivenTwice() throws Exception {
        file("disk.img", 1L << 20);
        assertRefused("twice", "--disk=disk.img", "--disk=./disk.img");
    }

    @Test
    void shouldMakeNoFileWhenAnotherDiskIsRefused() throws Exception {
        assertRefused("missing.img", "--disk=new.img,size=1M", "--disk=missing.img");
        assertFalse(Files.exists(directory.resolve("new.img")));
    }

    private void assertServes(String... disks) throws Exception {
        try (SluiceProcess sluice = SluiceProcess.serve(directory, disks)) {
            sluice.awaitListening();
            sluice.terminate();
            assertEquals(0, sluice.awaitExit(), sluice::toString);
        }
    }

    private void assertRefused(String what, String... disks) throws Exception {
        try (SluiceProcess sluice = SluiceProcess.serve(directory, disks)) {
            assertEquals(2, sluice.awaitExit(), String.join(" ", disks));
            String message = sluice.err().lines().findFirst().orElse("");
            assertTrue(message.startsWith("sluice: ") && message.contains(what), sluice.err());
        }
    }

    private Path file(String name, long bytes) throws Exception {
        Path path = directory.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(bytes);
        }
        return path;
    }
}
