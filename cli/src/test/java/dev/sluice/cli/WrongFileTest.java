package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.ChangeRequest;
import dev.sluice.api.http.ApiClient;
import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.change.CreateBackstore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Files and directories that are not what a command needs: each is refused with what it is, where, and what to do, and code 2. */
class WrongFileTest {
    private static final byte[] GOOD = "{\"version\": 1}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0, 4};

    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();
    private final CommandLine sluice =
            Sluice.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @BeforeEach
    void make() throws Exception {
        Files.createDirectory(directory.resolve("folder"));
        Files.createSymbolicLink(directory.resolve("broken"), Path.of("nowhere"));
        Files.createSymbolicLink(directory.resolve("circle"), Path.of("circle"));
        Files.write(directory.resolve("good.json"), GOOD);
        Files.write(directory.resolve("binary"), new byte[] {1, (byte) 0xff, (byte) 0xfe, 0});
        Files.write(directory.resolve("xz"), XZ);
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(directory.resolve("gz")))) {
            gzip.write(GOOD);
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(directory.resolve("zip")))) {
            zip.putNextEntry(new ZipEntry("sluice.json"));
            zip.write(GOOD);
        }
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", directory.resolve("pipe").toString())
                        .start()
                        .waitFor());
    }

    private void assertRefused(String word, String... line) {
        err.getBuffer().setLength(0);
        out.getBuffer().setLength(0);
        int code = sluice.execute(line);
        String said = err.toString() + out;
        assertEquals(2, code, said);
        assertTrue(said.contains(word), said);
        assertFalse(said.contains("Exception"), said);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void shouldSayWhatAFileIsWhenItIsNoConfiguration() {
        for (List<String> command : List.of(
                List.of("check"),
                List.of("import", "lio"),
                List.of("import", "tgt"),
                List.of("export", "lio"),
                List.of("daemon", "--state-dir=" + path("state"), "--socket=" + path("sock"), "--config"))) {
            assertRefused(command, "folder", "is a directory: name a file");
            assertRefused(command, "broken", "is a symbolic link to nowhere, which does not exist");
            assertRefused(command, "circle", "is a symbolic link that leads to itself");
            assertRefused(command, "gz", "is compressed with gzip: unpack it first, with gunzip");
            assertRefused(command, "zip", "is compressed with zip: unpack it first, with unzip");
            assertRefused(command, "xz", "is compressed with xz: unpack it first, with unxz");
            assertRefused(command, "binary", "it is no text");
            assertRefused(command, "none", "there is no such file");
            assertRefused(command, "none/none", "there is no such file, nor its directory " + path("none"));
            assertRefused(command, "good.json/none", "a part of this path is no directory");
            assertRefused(command, "/dev/null", "is a device: name a file");
            assertRefused(command, "x".repeat(300), "File name too long");
        }
        assertRefused("is a pipe: name a regular file", "daemon", "--config", path("pipe"));
        assertFalse(Files.exists(directory.resolve("state")), "nothing was made");
        assertFalse(Files.exists(directory.resolve("sock")), "nothing was made");
    }

    private void assertRefused(List<String> command, String file, String word) {
        List<String> line = new ArrayList<>(command);
        line.add(file.startsWith("/") ? file : path(file));
        assertRefused(word, line.toArray(String[]::new));
    }

    @Test
    void shouldSayWhatADirectoryIsWhenNoStateCanBeKeptThere() throws IOException {
        Files.createDirectories(directory.resolve("taken/.lock"));
        Files.createDirectory(directory.resolve("piped"));
        Files.move(directory.resolve("pipe"), directory.resolve("piped/.lock"));
        for (List<String> command : List.of(
                List.of("serve", "--listen=127.0.0.1:0", "--disk=ram:1M", "--state-dir"),
                List.of(
                        "daemon",
                        "--new",
                        "--config=" + path("sluice.json"),
                        "--socket=" + path("sock"),
                        "--state-dir"))) {
            assertRefused(command, "good.json", "is no directory: give this server a --state-dir that is one");
            assertRefused(command, "broken", "is no directory");
            assertRefused(command, "good.json/state", "this directory cannot be made");
            assertRefused(command, "/proc/none", "this directory cannot be made");
            assertRefused(command, "taken", "taken/.lock: is a directory");
            assertRefused(command, "piped", "piped/.lock: is a pipe");
        }
    }

    @Test
    void shouldSayWhatASocketsPathIsWhenItIsNone() {
        List<String> command = List.of(
                "daemon", "--new", "--config=" + path("sluice.json"), "--state-dir=" + path("state"), "--socket");
        assertRefused(command, "folder", "is not a socket");
        assertRefused(command, "good.json", "is not a socket");
        assertRefused(command, "broken", "is not a socket");
        assertRefused(command, "good.json/sock", "choose another --socket");
        assertRefused(command, "x".repeat(120), "a socket's path has 1 to 106 bytes");
    }

    @Test
    void shouldBeginWithNothingOnlyWhenToldToAndNothingWasEverSaved() throws Exception {
        List<String> command =
                List.of("daemon", "--state-dir=" + path("state"), "--socket=" + path("sock"), "--config");
        assertRefused(command, "sluice.json", "or begin with nothing by adding --new");
        try (SluiceProcess daemon = SluiceProcess.daemon(directory);
                ApiClient client = ApiClient.unix(directory.resolve("sock"))) {
            client.change(new ChangeRequest(
                    null,
                    false,
                    false,
                    List.of(new CreateBackstore(Backstore.of(BackstoreType.RAMDISK, "a", null, 1L << 20)))));
            daemon.terminate();
            assertEquals(0, daemon.awaitExit(), daemon.err());
        }
        Files.delete(directory.resolve("sluice.json"));
        List<String> fresh = new ArrayList<>(command);
        fresh.addFirst("daemon");
        fresh.set(1, "--new");
        assertRefused(fresh, "sluice.json", "there is no such file, though there was one: its version 1 is ");
        try (SluiceProcess daemon = SluiceProcess.daemon(directory, "--last-good");
                ApiClient client = ApiClient.unix(directory.resolve("sock"))) {
            assertEquals(1, client.status().backstores(), daemon.err());
        }
    }

    @Test
    void shouldKeepAStateDirectoryToOneServer() throws Exception {
        try (SluiceProcess first = SluiceProcess.serve(directory, "--disk=ram:1M", "--state-dir=" + path("state"))) {
            first.awaitListening();
            err.getBuffer().setLength(0);
            assertEquals(
                    1, sluice.execute("serve", "--listen=127.0.0.1:0", "--disk=ram:1M", "--state-dir", path("state")));
            assertTrue(
                    err.toString().contains("another daemon or server runs, with the state in " + path("state")),
                    err::toString);
            assertEquals(
                    1,
                    sluice.execute(
                            "daemon",
                            "--new",
                            "--config",
                            path("sluice.json"),
                            "--socket",
                            path("sock"),
                            "--state-dir",
                            path("state")));
        }
    }

    @Test
    void shouldRefuseADiskThatAnotherProcessServes() throws Exception {
        Path disk = Files.write(directory.resolve("disk.img"), new byte[1 << 20]);
        Path hard = Files.createLink(directory.resolve("hard.img"), disk);
        try (SluiceProcess first = SluiceProcess.serve(directory, "--disk=" + disk)) {
            first.awaitListening();
            assertRefused("is in use: it is served already", "serve", "--listen=127.0.0.1:0", "--disk=" + hard);
        }
    }

    @Test
    void shouldRefuseANameThatNoInitiatorHas() {
        for (String name :
                List.of("iqn.bad", "debian", "iqn.2026-11", "eui.12", "naa.xyz", "iqn.2026-11.com.example:a b")) {
            assertRefused(
                    "is not an iSCSI name: write it as the initiator has it",
                    "serve",
                    "--disk=ram:1M",
                    "--allow=" + name);
        }
    }
}
