package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.Refusal;
import dev.sluice.api.ServedState.BackstoreState;
import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateAcl;
import dev.sluice.config.change.CreateBackstore;
import dev.sluice.config.change.CreateLun;
import dev.sluice.config.change.ResizeBackstore;
import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Health of served disks, as an administrator is told, with real files, file systems and loop devices. */
class HealthTest extends DaemonFixture {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int MIB = 1 << 20;

    private void await(String state, String word) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        BackstoreState now = daemon.state().backstores().getFirst();
        while (!(now.state().equals(state) && now.detail().contains(word))) {
            assertTrue(System.nanoTime() < end, "it is not " + state + " but " + now);
            Thread.onSpinWait();
            now = daemon.state().backstores().getFirst();
        }
        List<String> warnings = daemon.status().warnings();
        assertEquals(
                !state.equals("ok"), warnings.stream().anyMatch(line -> line.contains(now(state))), warnings::toString);
    }

    private static String now(String state) {
        return state.equals("failed") ? "has failed" : "is degraded";
    }

    private Path image() throws Refusal {
        change(file("b"));
        await("ok", "");
        return directory.resolve("b.img");
    }

    private static String command(String... words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        assertEquals(0, process.waitFor(), String.join(" ", words) + ": " + output + " (needs root and /dev/loop*)");
        return output;
    }

    private static void length(Path file, long bytes) throws IOException {
        try (RandomAccessFile changed = new RandomAccessFile(file.toFile(), "rw")) {
            changed.setLength(bytes);
        }
    }

    private static Change backstore(BackstoreType type, String name, String path) {
        return new CreateBackstore(Backstore.of(type, name, path, null));
    }

    @Test
    void shouldSayFailedWhenTheFileIsDeleted() throws Exception {
        Files.delete(image());
        await("failed", "was deleted");
        assertTrue(daemon.why("fileio/b").now().stream().anyMatch(line -> line.contains("was deleted")), "why, too");
    }

    @Test
    void shouldSayFailedWhenAnotherFileHasTakenTheDeletedOnesPlace() throws Exception {
        Path image = image();
        Path other = Files.write(directory.resolve("other.img"), new byte[MIB]);
        Files.move(other, image, StandardCopyOption.REPLACE_EXISTING);
        await("failed", "another file has taken its place");
    }

    @Test
    void shouldSayDegradedUntilTheFileIsMovedBack() throws Exception {
        Path image = image();
        Path away = Files.move(image, directory.resolve("away.img"));
        await("degraded", "leads nowhere");
        Files.write(image, new byte[MIB]);
        await("degraded", "leads to another file");
        Files.move(away, image, StandardCopyOption.REPLACE_EXISTING);
        await("ok", "");
    }

    @Test
    void shouldSayDegradedWhenSomebodyElseMakesTheFileSmaller() throws Exception {
        Path image = image();
        length(image, MIB / 2);
        await("degraded", "has 524288 bytes, and had 1048576");
        length(image, MIB);
        await("ok", "");
        length(image, 0);
        await("failed", "empty");
        length(image, MIB);
        await("ok", "");
        Node.OneBackstore node = new Node.OneBackstore(BackstoreType.FILEIO, "b");
        change(new ResizeBackstore(node, 2L * MIB, false));
        length(image, MIB);
        await("degraded", "had 2097152");
    }

    @Test
    void shouldSayDegradedWhenNoSpaceIsLeftAndGoodWhenThereIsAgain() throws Exception {
        Path full = Files.createDirectory(directory.resolve("full"));
        command("mount", "-t", "tmpfs", "-o", "size=3M", "tmpfs", full.toString());
        try {
            Path ballast = Files.write(full.resolve("ballast"), new byte[2 * MIB + MIB / 2]);
            change(target());
            change(
                    new CreateBackstore(Backstore.of(
                            BackstoreType.FILEIO, "b", full.resolve("b.img").toString(), 4L * MIB)),
                    new CreateLun(GROUP, "fileio/b", null, null),
                    new CreateAcl(GROUP, INITIATOR, null));
            try (Session session = login()) {
                assertEquals(0, status(session, 0));
                int status = 0;
                for (int block = 0; status == 0 && block < 8192; block += 128) {
                    status = session.execute(ScsiCommand.write(0, Cdb.write10(block, 128), new byte[65536]))
                            .status();
                }
                assertEquals(2, status);
                await("degraded", "no space is left");
                Files.delete(ballast);
                await("ok", "");
            }
            daemon.close();
        } finally {
            command("umount", "--lazy", full.toString());
        }
    }

    @Test
    void shouldSayDegradedAsLongAsAPlaceOfTheDeviceCannotBeRead() throws Exception {
        Path backing = directory.resolve("backing");
        length(backing, 4L * MIB);
        String loop = command("losetup", "--find", "--show", "--direct-io=on", backing.toString());
        try {
            change(target());
            change(
                    backstore(BackstoreType.BLOCK, "b", loop),
                    new CreateLun(GROUP, "block/b", null, null),
                    new CreateAcl(GROUP, INITIATOR, null));
            try (Session session = login()) {
                assertEquals(0, status(session, 0));
                length(backing, 2L * MIB);
                ScsiCommand read = ScsiCommand.read(0, Cdb.read10(6000, 8), 4096);
                assertEquals(3, session.execute(read).senseKey(), "medium error");
                await("degraded", "a read of 4096 bytes at 3072000 failed");
                length(backing, 4L * MIB);
                await("ok", "");
                length(backing, 0);
                assertEquals(3, session.execute(read).senseKey(), "medium error");
                await("failed", "not even its first block can be read");
            }
            daemon.close();
        } finally {
            command("losetup", "--detach", loop);
        }
    }

    @Test
    void shouldNoticeALoopDeviceOverTheSameFile() throws Exception {
        Path image = image();
        String loop = command("losetup", "--find", "--show", image.toString());
        try {
            await("degraded", loop);
            Refusal refusal = refusal(backstore(BackstoreType.BLOCK, "l", loop));
            assertTrue(refusal.getMessage().contains("made from " + image), refusal.getMessage());
            assertEquals(1, daemon.state().backstores().size(), "nothing was changed");
        } finally {
            command("losetup", "--detach", loop);
        }
        await("ok", "");
    }

    @Test
    void shouldNameTheBackstoreThatHasAFileByAnotherName() throws Exception {
        Path image = image();
        Path hard = Files.createLink(directory.resolve("hard.img"), image);
        Path soft = Files.createSymbolicLink(directory.resolve("soft.img"), image);
        for (Path twin : List.of(hard, soft)) {
            Refusal refusal = refusal(backstore(BackstoreType.FILEIO, "twin", twin.toString()));
            assertTrue(
                    refusal.getMessage().contains(twin + ": is served already, as /backstores/fileio/b"),
                    refusal.getMessage());
        }
    }

    @Test
    void shouldNameTheBackstoreThatHasADeviceByAnotherName() throws Exception {
        Path backing = directory.resolve("backing");
        length(backing, 4L * MIB);
        String loop = command("losetup", "--find", "--show", backing.toString());
        try {
            change(backstore(BackstoreType.BLOCK, "b", loop));
            Path byId = Files.createSymbolicLink(directory.resolve("by-id"), Path.of(loop));
            Refusal refusal = refusal(backstore(BackstoreType.BLOCK, "twin", byId.toString()));
            assertTrue(
                    refusal.getMessage().contains("is served already, as /backstores/block/b"), refusal.getMessage());
            daemon.close();
        } finally {
            command("losetup", "--detach", loop);
        }
    }
}
