package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.http.ApiServer;
import dev.sluice.api.http.ApiSettings;
import dev.sluice.config.Configuration;
import dev.sluice.config.file.ConfigurationText;
import dev.sluice.daemon.Daemon;
import dev.sluice.daemon.DaemonSettings;
import dev.sluice.daemon.SmallDaemon;
import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.migrate.TestFiles;
import dev.sluice.migrate.lio.LioImport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice import} and {@code sluice export}, as typed. */
class ImportCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int sluice(String... words) {
        return Sluice.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    @Test
    void shouldPrintTheConfigurationAndReportWhatIsNotTheSame() throws Exception {
        int code = sluice("import", "lio", TestFiles.path("lio/much.json").toString());

        assertEquals(0, code, err.toString());
        Configuration printed = ConfigurationText.read(out.toString().getBytes(StandardCharsets.UTF_8));
        assertEquals(LioImport.read(TestFiles.read("lio/much.json")).configuration(), printed);
        assertTrue(err.toString().contains("LOST /storage_objects/0: "), err.toString());
        assertTrue(err.toString().contains("Imported 9 backstores and 2 targets; 10 settings differ"), err.toString());
    }

    @Test
    void shouldExplainWhatNeedsNoCounterpartWhenAsked() {
        sluice("import", "lio", "--explain", TestFiles.path("lio/tutorial.json").toString());

        assertTrue(err.toString().contains("NOT NEEDED /storage_objects/0/attributes/queue_depth: "), err.toString());
    }

    @Test
    void shouldGoToLioAndBackByFilesThatOthersCannotRead() throws Exception {
        Path here = directory.resolve("sluice.json");
        Path there = directory.resolve("saveconfig.json");

        assertEquals(
                0,
                sluice(
                        "import",
                        "lio",
                        "-o",
                        here.toString(),
                        TestFiles.path("lio/much.json").toString()));
        assertEquals(0, sluice("export", "lio", "-o", there.toString(), here.toString()), err.toString());

        assertEquals(
                LioImport.read(TestFiles.read("lio/much.json")).configuration(),
                LioImport.read(Files.readString(there)).configuration());
        for (Path file : List.of(here, there)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    void shouldSayWhereAForeignFileIsBroken() throws IOException {
        Path file = Files.writeString(directory.resolve("targets.conf"), "<target a>\n");

        assertEquals(2, sluice("import", "tgt", file.toString()));
        assertTrue(err.toString().contains("targets.conf:1: <target> is not closed"), err.toString());
        assertEquals(2, sluice("import", "lio", directory.resolve("none").toString()));
        assertEquals(2, sluice("import"));
        assertEquals("", out.toString());
    }

    @Test
    void shouldServeTheRestWhenAPasswordIsTooShort() throws Exception {
        Path file = Files.writeString(directory.resolve("targets.conf"), """
                <target iqn.2026-11.com.example:a>
                  backing-store /srv/a
                  incominguser joe short
                </target>
                """);

        assertEquals(0, sluice("import", "tgt", file.toString()), err.toString());
        assertTrue(err.toString().contains("SECURITY targets.conf:3: "), err.toString());
        assertTrue(err.toString().contains("has 5 bytes"), err.toString());
        assertFalse(err.toString().contains("short"), err.toString());
        Configuration printed = ConfigurationText.read(out.toString().getBytes(StandardCharsets.UTF_8));
        assertNull(printed.targets()
                .getFirst()
                .portalGroups()
                .getFirst()
                .authentication()
                .users()
                .getFirst()
                .password());
    }

    @Test
    void shouldApplyToTheDaemonThatOptionsBeforeTheCommandName() throws Exception {
        Path file =
                Files.writeString(directory.resolve("saveconfig.json"), "{\"storage_objects\": [], \"targets\": []}");
        Path other = directory.resolve("other.sock");

        assertEquals(3, sluice("--socket", other.toString(), "import", "lio", "--apply", file.toString()));
        assertTrue(err.toString().contains("no daemon listens on " + other), err.toString());
        assertEquals(
                2,
                sluice(
                        "--socket",
                        other.toString(),
                        "import",
                        "lio",
                        "--apply",
                        "--socket",
                        "/another",
                        file.toString()));
        assertTrue(err.toString().contains("name two daemons"), err.toString());
    }

    @Test
    void shouldRefuseAnOptionThatTheCommandWouldNotHeed() {
        for (String command : List.of("export", "check", "daemon", "serve")) {
            assertEquals(2, sluice("--socket", "/tmp/other.sock", command), command);
            assertTrue(err.toString().contains("'" + command + "' name a daemon"), err.toString());
        }
    }

    @Test
    void shouldSayWhatAFileIsWhenItIsNoneOfTheProgramThatWasNamed() throws Exception {
        Path gzip = directory.resolve("saveconfig.json.gz");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            packed.write("{}".getBytes(StandardCharsets.US_ASCII));
        }
        Path conf =
                Files.writeString(directory.resolve("targets.conf"), "<target iqn.2026-11.com.example:a>\n</target>\n");
        Path json = Files.writeString(directory.resolve("lio.json"), "{\"storage_objects\": [], \"targets\": []}");
        Path empty = Files.writeString(directory.resolve("empty"), "\n");
        Path wide = Files.write(directory.resolve("wide"), "{}".getBytes(StandardCharsets.UTF_16));
        Path ours = Files.writeString(directory.resolve("sluice.json"), "{\"version\": 1, \"backstores\": []}");

        assertRefused("compressed with gzip: unpack it first", "import", "lio", gzip);
        assertRefused("compressed with gzip: unpack it first", "import", "tgt", gzip);
        assertRefused("sluice import tgt", "import", "lio", conf);
        assertRefused("sluice import lio", "import", "tgt", json);
        assertRefused("there is nothing in it", "import", "lio", empty);
        assertRefused("there is nothing in it", "import", "tgt", empty);
        assertRefused("UTF-16", "import", "lio", wide);
        assertRefused("is a directory", "import", "lio", directory);
        assertRefused("is a directory", "export", "lio", directory);
        assertRefused("sluice plan", "import", "lio", ours);
        assertRefused("there is no such file", "import", "lio", directory.resolve("none"));
    }

    private void assertRefused(String message, String command, String kind, Path file) {
        err.getBuffer().setLength(0);
        assertEquals(2, sluice(command, kind, file.toString()), err.toString());
        assertTrue(err.toString().contains(file + ": "), err.toString());
        assertTrue(err.toString().contains(message), err.toString());
    }

    @Test
    void shouldServeWhatWasImportedWhenItIsApplied() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path socket = directory.resolve("sock");
        Path file = Files.writeString(directory.resolve("saveconfig.json"), """
                {"storage_objects": [{"plugin": "ramdisk", "name": "r", "size": 1048576, "wwn": "0f5b12ac-8c2c-4f5e-9d3a-58ce2f4a1b77",
                                      "attributes": {"emulate_model_alias": 1}}],
                 "targets": [{"fabric": "iscsi", "wwn": "iqn.2026-11.com.example:a", "tpgs": [{"tag": 1, "enable": true,
                   "attributes": {"authentication": 0}, "portals": [{"ip_address": "127.0.0.1", "port": %d}],
                   "luns": [{"index": 0, "storage_object": "/backstores/ramdisk/r"}],
                   "node_acls": [{"node_wwn": "iqn.2026-11.com.example:me",
                                  "mapped_luns": [{"index": 3, "tpg_lun": 0, "write_protect": false}]}]}]}]}
                """.formatted(port));
        DaemonSettings settings = SmallDaemon.in(directory);
        try (Daemon daemon = Daemon.start(settings);
                ApiServer api = ApiServer.start(new ApiSettings(socket, null), daemon)) {
            assertEquals(
                    0,
                    sluice("import", "lio", "--apply", "--socket", api.socket().toString(), file.toString()),
                    err.toString());

            try (Session session = Session.login(
                    new InetSocketAddress("127.0.0.1", port),
                    LoginOptions.normal("iqn.2026-11.com.example:me", "iqn.2026-11.com.example:a"))) {
                byte[] serial = session.execute(ScsiCommand.read(3, Cdb.inquiry(0x80, 255), 255))
                        .data();
                assertEquals(
                        "0f5b12ac-8c2c-4f5e-9d3a-58ce2f4a1b77",
                        new String(serial, 4, serial[3] & 0xff, StandardCharsets.US_ASCII));
                byte[] names = session.execute(ScsiCommand.read(3, Cdb.inquiry(0x83, 255), 255))
                        .data();
                assertTrue(HexFormat.of().formatHex(names).contains("01030010" + "60014050f5b12ac8c2c4f5e9d3a58ce2"));
                assertTrue(new String(names, StandardCharsets.ISO_8859_1)
                        .contains("LIO-ORG r:0f5b12ac-8c2c-4f5e-9d3a-58ce2f4a1b77"));
            }
        }
    }
}
