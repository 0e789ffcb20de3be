package dev.sluice.io.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    private static final Set<PosixFilePermission> SHARED = PosixFilePermissions.fromString("rw-r-----");

    @TempDir
    private Path folder;

    @Test
    void shouldHaveWhatWasWritten() throws IOException {
        DurableFile file = new DurableFile(folder.resolve("state"));
        assertNull(file.read());
        for (int length : new int[] {0, 1, 100_000}) {
            file.write(new byte[length]);
            assertArrayEquals(new byte[length], file.read());
            file.replace(new byte[length + 1]);
            file.sync();
            assertArrayEquals(new byte[length + 1], file.read());
        }
        file.delete();
        file.delete();
        assertNull(file.read());
    }

    @Test
    void shouldBeReadByItsOwnerOnlyUnlessSaidOtherwise() throws IOException {
        Path path = folder.resolve("state");
        new DurableFile(path).write(new byte[1]);
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(path));
        new DurableFile(path, SHARED).write(new byte[1]);
        assertEquals(SHARED, Files.getPosixFilePermissions(path));
    }

    @Test
    void shouldReplaceWhatAnotherProcessLeftBehind() throws IOException {
        Path left = folder.resolve("state.new");
        Files.writeString(left, "half of it");
        Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-rw-rw-"));
        new DurableFile(folder.resolve("state")).write(new byte[3]);

        assertFalse(Files.exists(left));
        assertEquals(
                PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(folder.resolve("state")));
    }

    /** To a group that this process is not in nobody but root gives a file away. */
    @Test
    void shouldKeepTheGroup() throws IOException {
        Path path = folder.resolve("state");
        Files.createFile(path);
        Object group = Files.getAttribute(path, "unix:gid");
        if ("root".equals(System.getProperty("user.name"))) {
            group = 1;
            Files.setAttribute(path, "unix:gid", group);
        }
        new DurableFile(path, SHARED).write(new byte[1]);

        assertEquals(group, Files.getAttribute(path, "unix:gid"));
    }
}
