package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.ChangeRequest;
import dev.sluice.api.Refusal;
import dev.sluice.api.Refusal.Reason;
import dev.sluice.api.RestoreRequest;
import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateAcl;
import dev.sluice.config.change.CreateBackstore;
import dev.sluice.config.change.CreateLun;
import dev.sluice.config.change.CreatePortal;
import dev.sluice.config.change.CreateTarget;
import dev.sluice.config.change.Delete;
import dev.sluice.config.change.Enable;
import dev.sluice.config.change.Resize;
import dev.sluice.config.change.SetValues;
import dev.sluice.config.file.ConfigurationBroken;
import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {
    private static final String TARGET = "iqn.2026-11.com.example:disk1";
    private static final String INITIATOR = "iqn.2026-11.com.example:me";
    private static final Node.Group GROUP = new Node.Group(TARGET, 1);

    @TempDir
    private Path directory;

    private int port;
    private Daemon daemon;

    @BeforeEach
    void start() throws IOException, ConfigurationBroken {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        daemon = again();
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private Daemon again() throws IOException, ConfigurationBroken {
        return Daemon.start(SmallDaemon.in(directory));
    }

    private ChangeAnswer change(Change... changes) throws Refusal {
        return daemon.change(new ChangeRequest(null, false, false, List.of(changes)));
    }

    private Refusal refusal(Change... changes) {
        return assertThrows(Refusal.class, () -> change(changes));
    }

    private static Change ramdisk(String name) {
        return new CreateBackstore(Backstore.of(BackstoreType.RAMDISK, name, null, 1L << 20));
    }

    private Change file(String name) {
        String path = directory.resolve(name + ".img").toString();
        return new CreateBackstore(Backstore.of(BackstoreType.FILEIO, name, path, 1L << 20));
    }

    private Change[] target() {
        return new Change[] {
            new CreateTarget(TARGET, null),
            new CreatePortal(GROUP, "127.0.0.1", port),
            new Delete(new Node.OnePortal(GROUP, new Portal("0.0.0.0", 3260)), false)
        };
    }

    private void serveOneDisk() throws Refusal {
        change(target());
        change(ramdisk("a"), new CreateLun(GROUP, "ramdisk/a", null, null), new CreateAcl(GROUP, INITIATOR, null));
    }

    private Session login() {
        return login(INITIATOR);
    }

    private Session login(String initiator) {
        return Session.login(new InetSocketAddress("127.0.0.1", port), LoginOptions.normal(initiator, TARGET));
    }

    /** What a unit answers when it has told all that has happened. */
    private static int status(Session session, int lun) {
        int status = 2;
        for (int attentions = 0; status == 2 && attentions < 8; attentions++) {
            status = session.execute(ScsiCommand.none(lun, Cdb.testUnitReady())).status();
        }
        return status;
    }

    @Test
    void shouldServeWhatWasCreatedToThoseWhoHaveAnAcl() throws Refusal {
        serveOneDisk();
        try (Session session = login()) {
            assertEquals(0, status(session, 0));
            assertEquals(INITIATOR, daemon.state().sessions().getFirst().initiator());
        }
        assertThrows(LoginFailed.class, () -> login("iqn.2026-11.com.example:stranger"));
    }

    @Test
    void shouldServeTheSameAfterARestart() throws Exception {
        serveOneDisk();
        change(new SetValues(
                GROUP, "auth", Map.of("userid", "joe", "password", "correcthorse1", "mutual_userid", "t")));
        Configuration before = daemon.configuration().configuration();
        daemon.close();
        assertFalse(Files.readString(directory.resolve("sluice.json")).contains("correcthorse1"));
        daemon = again();
        assertEquals(before, daemon.configuration().configuration());
        assertEquals(
                List.of(GROUP + ": there is no password of 't': nobody proves to be that; set it"),
                daemon.status().warnings());
    }

    @Test
    void shouldChangeNothingWhenOneOfSeveralChangesFails() throws Exception {
        serveOneDisk();
        Configuration before = daemon.configuration().configuration();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
            Refusal refusal = refusal(
                    file("b"),
                    new CreateLun(GROUP, "fileio/b", 7, null),
                    new CreatePortal(GROUP, "127.0.0.2", taken.getLocalPort()));
            assertEquals(Reason.FAILED, refusal.reason());
            assertTrue(refusal.getMessage().contains("nothing was changed"), refusal.getMessage());
        }
        assertEquals(before, daemon.configuration().configuration());
        assertTrue(Files.notExists(directory.resolve("b.img")), "the file that was made is gone");
        change(file("b"));
    }

    @Test
    void shouldRefuseToTakeALunFromAnInitiatorUnlessForced() throws Refusal {
        serveOneDisk();
        try (Session session = login()) {
            assertEquals(0, status(session, 0));
            for (Change taking : List.of(
                    new Delete(new Node.OneLun(GROUP, 0), false),
                    new Delete(new Node.OneAcl(GROUP, INITIATOR), false),
                    new Delete(new Node.OneTarget(TARGET), false),
                    new Delete(new Node.OneBackstore(BackstoreType.RAMDISK, "a"), true),
                    new Enable(GROUP, false))) {
                Refusal refusal = refusal(taking);
                assertEquals(Reason.IN_USE, refusal.reason());
                assertTrue(refusal.getMessage().contains(INITIATOR), refusal.getMessage());
            }
            assertEquals(0, status(session, 0));
            change(ramdisk("b"), new CreateLun(GROUP, "ramdisk/b", null, null));
            assertEquals(0, status(session, 1), "what takes nothing is done");
            daemon.change(new ChangeRequest(null, true, false, List.of(new Delete(new Node.OneLun(GROUP, 1), false))));
            assertEquals(0, status(session, 0));
        }
    }

    @Test
    void shouldGiveTheSameAnswerToARepeatedRequest() throws Refusal {
        ChangeRequest request = new ChangeRequest("one", false, false, List.of(ramdisk("y")));
        ChangeAnswer answer = daemon.change(request);
        assertEquals(answer, daemon.change(request));
        assertEquals(1, daemon.configuration().configuration().backstores().size());
        ChangeRequest other = new ChangeRequest("one", false, false, List.of(ramdisk("x")));
        assertEquals(
                Reason.EXISTS,
                assertThrows(Refusal.class, () -> daemon.change(other)).reason());
    }

    @Test
    void shouldOnlySayWhatWouldChangeWhenItIsADryRun() throws Refusal {
        ChangeAnswer answer = daemon.change(new ChangeRequest(null, false, true, List.of(ramdisk("a"))));
        assertEquals(1, answer.differences().size());
        assertNull(daemon.configuration().configuration().backstore("ramdisk/a"));
    }

    @Test
    void shouldGoBackToAVersionAndBringBackOneNode() throws Refusal {
        serveOneDisk();
        change(ramdisk("b"));
        change(new Delete(new Node.OneAcl(GROUP, INITIATOR), false));
        daemon.restore(new RestoreRequest(null, new Node.OneAcl(GROUP, INITIATOR), false, false));
        assertNotNull(daemon.configuration().configuration().backstore("ramdisk/b"));
        try (Session session = login()) {
            assertEquals(0, status(session, 0));
        }
        int first = daemon.versions().getLast().number();
        daemon.restore(new RestoreRequest(first, null, false, true));
        assertNull(daemon.configuration().configuration().backstore("ramdisk/a"));
    }

    @Test
    void shouldReplaceTheWholeByAFile() throws Refusal {
        serveOneDisk();
        String text = """
                {
                  "version": 1,
                  "backstores": [
                    {"type": "ramdisk", "name": "z", "size": 1048576, "identity": {"serial": "0123"}}
                  ],
                  "discovery": {},
                  "targets": []
                }
                """;
        daemon.replace(text.getBytes(StandardCharsets.UTF_8), false, false);
        assertEquals(0, daemon.configuration().configuration().targets().size());
        Refusal wrong = assertThrows(
                Refusal.class,
                () -> daemon.replace(
                        "{\"version\": 1,\n \"targtes\": []}".getBytes(StandardCharsets.UTF_8), false, false));
        assertEquals(2, wrong.details().getFirst().line());
    }

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
    void shouldCutNothingOffAFileUnlessForced() throws Exception {
        change(file("b"));
        Path image = directory.resolve("b.img");
        Node.OneBackstore node = new Node.OneBackstore(BackstoreType.FILEIO, "b");
        change(new Resize(node, 4L << 20, false));
        Refusal back = assertThrows(
                Refusal.class, () -> daemon.restore(new RestoreRequest(null, null, false, false)), "a rollback");
        assertEquals(Reason.IN_USE, back.reason());
        assertTrue(back.getMessage().contains("would be lost"), back.getMessage());
        try (RandomAccessFile grown = new RandomAccessFile(image.toFile(), "rw")) {
            grown.setLength(8 << 20);
        }
        assertEquals(Reason.IN_USE, refusal(new Resize(node, 6L << 20, false)).reason(), "somebody has grown it");
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
        change(new Delete(new Node.OneBackstore(BackstoreType.BLOCK, "b"), true));
        assertTrue(daemon.status().warnings().isEmpty());
    }

    @Test
    void shouldGrowProtectAndReleaseADiskWhileItIsUsed() throws Exception {
        change(target());
        change(file("b"), new CreateLun(GROUP, "fileio/b", null, null), new CreateAcl(GROUP, INITIATOR, null));
        Node.OneBackstore node = new Node.OneBackstore(BackstoreType.FILEIO, "b");
        try (Session session = login()) {
            assertEquals(0, status(session, 0));
            change(new Resize(node, 3L << 20, false));
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
        Refusal refusal = refusal(new Resize(new Node.OneBackstore(BackstoreType.FILEIO, "b"), 3L << 20, false));
        assertEquals(Reason.FAILED, refusal.reason());
        assertTrue(Files.notExists(directory.resolve("b.img")));
    }

    @Test
    void shouldAskInDiscoveryForWhatIsConfigured() throws Exception {
        serveOneDisk();
        Node.Targets targets = new Node.Targets();
        Path password = directory.resolve("password");
        Files.writeString(password, "twelve.letters");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        assertTrue(isShownTheTargets());
        change(new SetValues(targets, "discovery_auth", Map.of("userid", "joe", "password", "file:" + password)));
        assertFalse(isShownTheTargets());
        change(new SetValues(targets, "discovery_auth", Map.of("enable", "0")));
        assertTrue(isShownTheTargets());
        change(new SetValues(targets, "discovery_auth", Map.of("enable", "1")));
        daemon.close();
        Files.delete(password);
        daemon = again();
        assertFalse(isShownTheTargets());
        assertTrue(daemon.status().warnings().getFirst().contains(password.toString()));
    }

    private boolean isShownTheTargets() {
        try {
            Session.login(new InetSocketAddress("127.0.0.1", port), LoginOptions.discovery(INITIATOR))
                    .close();
            return true;
        } catch (LoginFailed e) {
            assertEquals(0x0201, e.status());
            return false;
        }
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
        Change change = new Resize(new Node.OneBackstore(BackstoreType.RAMDISK, "a"), 2L << 20, false);
        assertTrue(refusal(change).getMessage().contains("is memory"));
        daemon.change(new ChangeRequest(null, true, false, List.of(change)));
        assertEquals(2L << 20, daemon.state().backstores().getFirst().size());
    }

    @Test
    void shouldBeAsBeforeWhenItCannotBeSaved() throws Exception {
        serveOneDisk();
        Configuration before = daemon.configuration().configuration();
        int next = daemon.versions().getFirst().number() + 1;
        Path inTheWay = directory.resolve("sluice.versions").resolve(String.format("%06d.txt", next));
        Files.createDirectories(inTheWay.resolve("full"));
        try (Session session = login()) {
            assertEquals(0, status(session, 0));
            ChangeRequest forced =
                    new ChangeRequest(null, true, false, List.of(new Delete(new Node.OneLun(GROUP, 0), false)));
            assertEquals(
                    Reason.FAILED,
                    assertThrows(Refusal.class, () -> daemon.change(forced)).reason());
            assertEquals(before, daemon.configuration().configuration());
            assertEquals(0, status(session, 0), "the LUN is there again");
            Files.delete(inTheWay.resolve("full"));
            Files.delete(inTheWay);
            daemon.change(forced);
            assertEquals(0, daemon.state().backstores().getFirst().luns());
        }
    }

    @Test
    void shouldKeepPersistentReservationsOverARestart() throws Exception {
        change(target());
        change(file("b"), new CreateLun(GROUP, "fileio/b", null, null), new CreateAcl(GROUP, INITIATOR, null));
        byte[] registering = new byte[24];
        ByteBuffer.wrap(registering).putLong(8, 0x1234).put(20, (byte) 1);
        try (Session session = login()) {
            status(session, 0);
            byte[] register = {0x5F, 0, 0, 0, 0, 0, 0, 0, 24, 0};
            assertEquals(
                    0,
                    session.execute(ScsiCommand.write(0, register, registering)).status());
        }
        daemon.close();
        daemon = again();
        try (Session session = login()) {
            status(session, 0);
            byte[] readKeys = {0x5E, 0, 0, 0, 0, 0, 0, 0, 16, 0};
            byte[] keys = session.execute(ScsiCommand.read(0, readKeys, 16)).data();
            assertEquals(0x1234, ByteBuffer.wrap(keys).getLong(8));
        }
    }

    @Test
    void shouldKeepOnlyThoseOutWhoseSecretIsMissing() throws Exception {
        serveOneDisk();
        Path secret = Files.writeString(directory.resolve("secret"), "correcthorse1\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        String other = "iqn.2026-11.com.example:other";
        change(
                new CreateAcl(GROUP, other, null),
                new SetValues(
                        new Node.OneAcl(GROUP, other), "auth", Map.of("userid", "joe", "password", "file:" + secret)));
        daemon.close();
        Files.delete(secret);
        daemon = again();
        assertEquals(1, daemon.status().warnings().size());
        assertTrue(daemon.status().warnings().getFirst().startsWith(GROUP + " keeps initiators out"));
        try (Session session = login()) {
            assertEquals(0, status(session, 0));
        }
        assertThrows(LoginFailed.class, () -> login(other));
    }

    @Test
    void shouldNotStartBesideAnotherWithTheSameState() {
        IOException refused = assertThrows(IOException.class, this::again);
        assertTrue(refused.getMessage().contains("--state-dir"), refused.getMessage());
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

    @Test
    void shouldNotTakeASecretFromAFileThatEverybodyMayRead() throws Exception {
        change(target());
        Path secret = Files.writeString(directory.resolve("secret"), "correcthorse1\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        Refusal refusal = refusal(new SetValues(GROUP, "auth", Map.of("userid", "joe", "password", "file:" + secret)));
        assertTrue(refusal.getMessage().contains("chmod o-rw"), refusal.getMessage());
    }

    @Test
    void shouldNotStartWithAFileThatIsWrong() throws Exception {
        serveOneDisk();
        daemon.close();
        byte[] good = Files.readAllBytes(directory.resolve("sluice.json"));
        Files.writeString(directory.resolve("sluice.json"), "{\"version\": 1, \"targets\": 5}");
        ConfigurationBroken broken = assertThrows(ConfigurationBroken.class, this::again);
        assertTrue(broken.getMessage().contains("sluice.json:1:"), broken.getMessage());
        assertTrue(broken.getMessage().contains("--last-good"), broken.getMessage());
        Files.write(directory.resolve("sluice.json"), good);
        daemon = again();
        assertArrayEquals(good, Files.readAllBytes(directory.resolve("sluice.json")));
    }

    @Test
    void shouldRefuseASecretWhoseTextNobodyKnows() throws Exception {
        String unknown = """
                {"version": 1, "discovery": {"authentication": {"users": [
                 {"userid": "joe", "password": {"secret": "0123456789abcdef"}}]}}}
                """;
        Refusal refusal = assertThrows(
                Refusal.class, () -> daemon.replace(unknown.getBytes(StandardCharsets.UTF_8), false, false));

        assertEquals(Reason.INVALID, refusal.reason());
        assertEquals(
                "/discovery/authentication/users/0/password",
                refusal.details().getFirst().pointer());
    }
}
