package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.ChangeRequest;
import dev.sluice.api.Refusal;
import dev.sluice.api.Refusal.Reason;
import dev.sluice.api.RestoreRequest;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateAcl;
import dev.sluice.config.change.CreateLun;
import dev.sluice.config.change.DeleteNode;
import dev.sluice.config.change.ResizeBackstore;
import dev.sluice.config.change.SetValues;
import dev.sluice.config.file.ConfigurationText;
import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Disks that change, go and come back. */
class BackstoreChangeTest extends DaemonFixture {
    @Test
    void shouldServeTheRestWhenAFileIsMissing() throws Exception {
        serveOneDisk();
        change(file("b"), new CreateLun(GROUP, "fileio/b", null, null));
        daemon.close();
        Path image = directory.resolve("b.img");
        Path elsewhere = Files.move(image, directory.resolve("elsewhere"));
        daemon = again();
        assertEquals(1, daemon.status().warnings().size());
        try (Session session = login()) {
            assertEquals(0, status(session, 0));
            assertEquals(2, status(session, 1), "it is there, and not ready");
            Files.move(elsewhere, image);
            while (!daemon.status().warnings().isEmpty()) {
                Thread.onSpinWait();
            }
            assertEquals(0, status(session, 1), "it has come back");
        }
    }

    @Test
    void shouldServeTheOtherFileWhenTheBackstoreOfAMissingOneGetsItsPath() throws Exception {
        serveOneDisk();
        change(file("b"), new CreateLun(GROUP, "fileio/b", null, null));
        daemon.close();
        Files.move(directory.resolve("b.img"), directory.resolve("other.img"));
        daemon = again();
        assertEquals(1, daemon.status().warnings().size());
        String moved = new String(
                        ConfigurationText.write(daemon.configuration().configuration()), StandardCharsets.UTF_8)
                .replace("b.img", "other.img");
        daemon.replace(moved.getBytes(StandardCharsets.UTF_8), false, true);
        assertEquals(List.of(), daemon.status().warnings());
        try (Session session = login()) {
            assertEquals(0, status(session, 1));
        }
    }

    @Test
    void shouldKeepWhatIsInMemoryWhenAUsualValueIsSaidOrLeftOut() throws Exception {
        serveOneDisk();
        Node.OneBackstore node = new Node.OneBackstore(BackstoreType.RAMDISK, "a");
        Map<String, String> said = Map.of(
                "block_size", "512",
                "emulate_write_cache", "1",
                "emulate_tpu", "0",
                "read_only", "0",
                "removable", "0",
                "cd", "0",
                "vendor_id", "SLUICE",
                "product_id", "DISK",
                "product_revision", "0001");
        try (Session session = login()) {
            assertEquals(0, status(session, 0));
            for (Map.Entry<String, String> one : said.entrySet()) {
                assertEquals(
                        1,
                        change(new SetValues(node, "attribute", Map.of(one.getKey(), one.getValue())))
                                .differences()
                                .size(),
                        one.getKey());
            }
            change(new SetValues(node, "attribute", Map.of("removable", "default", "vendor_id", "default")));
            assertEquals(
                    0,
                    session.execute(ScsiCommand.none(0, Cdb.testUnitReady())).status(),
                    "its initiator hears of nothing");
        }
    }

    @Test
    void shouldCutNothingOffAFileUnlessForced() throws Exception {
        change(file("b"));
        Path image = directory.resolve("b.img");
        Node.OneBackstore node = new Node.OneBackstore(BackstoreType.FILEIO, "b");
        change(new ResizeBackstore(node, 4L << 20, false));
        Refusal back = assertThrows(
                Refusal.class, () -> daemon.restore(new RestoreRequest(null, null, false, false)), "a rollback");
        assertEquals(Reason.IN_USE, back.reason());
        assertTrue(back.getMessage().contains("would be lost"), back.getMessage());
        try (RandomAccessFile grown = new RandomAccessFile(image.toFile(), "rw")) {
            grown.setLength(8 << 20);
        }
        assertEquals(
                Reason.IN_USE,
                refusal(new ResizeBackstore(node, 6L << 20, false)).reason(),
                "somebody has grown it");
        assertEquals(8 << 20, Files.size(image));
        daemon.restore(new RestoreRequest(null, null, false, true));
        assertEquals(1 << 20, Files.size(image));
    }

    @Test
    void shouldServeWhatSomebodyWroteByHandWhenItsDeviceIsMissing() throws Exception {
        daemon.close();
        Files.writeString(directory.resolve("sluice.json"), """
                {"version": 1, "backstores": [{"type": "block", "name": "b", "path": "/dev/there/is/none"}],
                 "targets": [{"name": "%s", "portalGroups": [{"tag": 1,
                  "portals": [{"address": "127.0.0.1", "port": %d}],
                  "luns": [{"lun": 0, "backstore": "block/b"}], "acls": [{"initiator": "%s", "mappedLuns": [{"lun": 0}]}]}]}]}
                """.formatted(TARGET, port, INITIATOR));
        daemon = again();
        try (Session session = login()) {
            assertEquals(2, status(session, 0), "not ready");
        }
        change(new DeleteNode(new Node.OneBackstore(BackstoreType.BLOCK, "b"), true));
        assertTrue(daemon.status().warnings().isEmpty());
    }

    @Test
    void shouldGrowProtectAndReleaseADiskWhileItIsUsed() throws Exception {
        change(target());
        change(file("b"), new CreateLun(GROUP, "fileio/b", null, null), new CreateAcl(GROUP, INITIATOR, null));
        Node.OneBackstore node = new Node.OneBackstore(BackstoreType.FILEIO, "b");
        try (Session session = login()) {
            assertEquals(0, status(session, 0));
            change(new ResizeBackstore(node, 3L << 20, false));
            assertEquals(
                    6, session.execute(ScsiCommand.none(0, Cdb.testUnitReady())).senseKey(), "capacity changed");
            assertEquals(3L << 20, Files.size(directory.resolve("b.img")));
            byte[] capacity = session.execute(ScsiCommand.read(0, Cdb.readCapacity10(), 8))
                    .data();
            assertEquals((3 << 20) / 512 - 1, ByteBuffer.wrap(capacity).getInt());
            change(new SetValues(node, "attribute", Map.of("read_only", "1")));
            assertEquals(
                    6, session.execute(ScsiCommand.none(0, Cdb.testUnitReady())).senseKey(), "modes changed");
            ScsiCommand write = ScsiCommand.write(0, Cdb.write10(0, 1), new byte[512]);
            assertEquals(7, session.execute(write).senseKey(), "data protect");
            assertTrue(daemon.state().backstores().getFirst().readOnly(), "and it is said to be so");
            change(new SetValues(node, "attribute", Map.of("read_only", "0")));
            assertEquals(0, status(session, 0));
            assertEquals(0, session.execute(write).status());
        }
    }

    @Test
    void shouldMakeADiskAnewThatWasOpenedToBeReadOnly() throws Exception {
        change(target());
        change(file("b"), new CreateLun(GROUP, "fileio/b", null, null), new CreateAcl(GROUP, INITIATOR, null));
        Node.OneBackstore node = new Node.OneBackstore(BackstoreType.FILEIO, "b");
        change(new SetValues(node, "attribute", Map.of("read_only", "1")));
        daemon.close();
        daemon = again();
        try (Session session = login()) {
            Change writable = new SetValues(node, "attribute", Map.of("read_only", "0"));
            assertEquals(Reason.IN_USE, refusal(writable).reason());
            daemon.change(new ChangeRequest(null, true, false, List.of(writable)));
            assertEquals(0, status(session, 0));
            ScsiCommand write = ScsiCommand.write(0, Cdb.write10(0, 1), new byte[512]);
            assertEquals(0, session.execute(write).status());
        }
    }

    @Test
    void shouldServeTheRestWhenWhatIsMissingHasNoSerialNumber() throws Exception {
        serveOneDisk();
        change(file("b"));
        daemon.close();
        Files.delete(directory.resolve("b.img"));
        Path saved = directory.resolve("sluice.json");
        Files.writeString(saved, Files.readString(saved).replaceAll(",\\s*\"identity\": \\{[^}]*\\}", ""));
        daemon = again();
        assertEquals(1, daemon.status().warnings().size());
        try (Session session = login()) {
            assertEquals(0, status(session, 0));
        }
    }

    @Test
    void shouldNotMakeAFileThatIsMissingWhenItsSizeIsChanged() throws Exception {
        change(file("b"));
        daemon.close();
        Files.delete(directory.resolve("b.img"));
        daemon = again();
        Refusal refusal =
                refusal(new ResizeBackstore(new Node.OneBackstore(BackstoreType.FILEIO, "b"), 3L << 20, false));
        assertEquals(Reason.FAILED, refusal.reason());
        assertTrue(Files.notExists(directory.resolve("b.img")));
    }

    @Test
    void shouldTellWhatHappenedToADiskThatWasGivenNoSerialNumber() throws Exception {
        serveOneDisk();
        daemon.close();
        Path saved = directory.resolve("sluice.json");
        Files.writeString(saved, Files.readString(saved).replaceAll(",\\s*\"identity\": \\{[^}]*\\}", ""));
        daemon = again();
        try (Session session = login()) {
            status(session, 0);
            change(new SetValues(
                    new Node.OneBackstore(BackstoreType.RAMDISK, "a"), "attribute", Map.of("read_only", "1")));
            status(session, 0);
        }
        assertTrue(daemon.why("ramdisk/a").findings().stream()
                .anyMatch(finding -> finding.text().contains("MODE PARAMETERS CHANGED")));
    }

    @Test
    void shouldNotEmptyMemoryUnlessForced() throws Refusal {
        change(ramdisk("a"));
        Change change = new ResizeBackstore(new Node.OneBackstore(BackstoreType.RAMDISK, "a"), 2L << 20, false);
        assertTrue(refusal(change).getMessage().contains("this RAM disk would be recreated"));
        daemon.change(new ChangeRequest(null, true, false, List.of(change)));
        assertEquals(2L << 20, daemon.state().backstores().getFirst().size());
    }

    @Test
    void shouldKeepTheIdentitiesThatAFileLeavesOut() throws Exception {
        serveOneDisk();
        Configuration before = daemon.configuration().configuration();
        String without = Files.readString(directory.resolve("sluice.json"))
                .replaceAll(",\\s*\"identity\": \\{[^}]*\\}", "")
                .replace("\"backstores\": [", "\"backstores\": [{\"type\": \"null\", \"name\": \"n\", \"size\": 512},");
        assertFalse(without.contains("serial"));
        daemon.replace(without.getBytes(StandardCharsets.UTF_8), false, false);
        Configuration after = daemon.configuration().configuration();
        assertEquals(before.backstore("ramdisk/a"), after.backstore("ramdisk/a"));
        assertNotNull(after.backstore("null/n").identity().serial());
    }
}
