package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
        assertTrue(
                err.toString().contains("Imported 9 backstores and 2 targets; 10 things are not the same"),
                err.toString());
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
    void shouldFailWhenWhatWasImportedCannotBeServed() throws IOException {
        Path file = Files.writeString(directory.resolve("targets.conf"), """
                <target iqn.2026-11.com.example:a>
                  backing-store /srv/a
                  incominguser joe short
                </target>
                """);

        assertEquals(1, sluice("import", "tgt", file.toString()));
        assertTrue(err.toString().contains("PROBLEM /targets/0/"), err.toString());
        assertTrue(err.toString().contains("a password is 12 to 255 bytes"), err.toString());
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
                   "portals": [{"ip_address": "127.0.0.1", "port": %d}],
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
