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
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateAcl;
import dev.sluice.config.change.CreateLun;
import dev.sluice.config.change.CreatePortal;
import dev.sluice.config.change.DeleteNode;
import dev.sluice.config.change.EnableGroup;
import dev.sluice.config.change.SetValues;
import dev.sluice.config.file.ConfigurationBroken;
import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DaemonTest extends DaemonFixture {
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
                    new DeleteNode(new Node.OneLun(GROUP, 0), false),
                    new DeleteNode(new Node.OneAcl(GROUP, INITIATOR), false),
                    new DeleteNode(new Node.OneTarget(TARGET), false),
                    new DeleteNode(new Node.OneBackstore(BackstoreType.RAMDISK, "a"), true),
                    new EnableGroup(GROUP, false))) {
                Refusal refusal = refusal(taking);
                assertEquals(Reason.IN_USE, refusal.reason());
                assertTrue(refusal.getMessage().contains(INITIATOR), refusal.getMessage());
            }
            assertEquals(0, status(session, 0));
            change(ramdisk("b"), new CreateLun(GROUP, "ramdisk/b", null, null));
            assertEquals(0, status(session, 1), "what takes nothing is done");
            daemon.change(
                    new ChangeRequest(null, true, false, List.of(new DeleteNode(new Node.OneLun(GROUP, 1), false))));
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
        change(new DeleteNode(new Node.OneAcl(GROUP, INITIATOR), false));
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
    void shouldBeAsBeforeWhenItCannotBeSaved() throws Exception {
        serveOneDisk();
        Configuration before = daemon.configuration().configuration();
        int next = daemon.versions().getFirst().number() + 1;
        Path inTheWay = directory.resolve("sluice.versions").resolve(String.format("%06d.txt", next));
        Files.createDirectories(inTheWay.resolve("full"));
        try (Session session = login()) {
            assertEquals(0, status(session, 0));
            ChangeRequest forced =
                    new ChangeRequest(null, true, false, List.of(new DeleteNode(new Node.OneLun(GROUP, 0), false)));
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
    void shouldNotStartBesideAnotherWithTheSameState() {
        IOException refused = assertThrows(IOException.class, this::again);
        assertTrue(refused.getMessage().contains("--state-dir"), refused.getMessage());
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
    void shouldRefuseAnAclThatNoInitiatorCanHaveUnlessForced() throws Exception {
        change(target());
        for (String name : List.of("debian", "iqn.bad", "eui.12")) {
            Refusal refusal = refusal(new CreateAcl(GROUP, name, null));
            assertTrue(
                    refusal.getMessage().contains("'" + name + "' is unlikely to be the name of an initiator"),
                    refusal.getMessage());
            assertTrue(refusal.getMessage().contains("--force"), refusal.getMessage());
        }
        ChangeAnswer answer =
                daemon.change(new ChangeRequest(null, true, false, List.of(new CreateAcl(GROUP, "debian", null))));
        assertEquals(1, answer.warnings().size(), "and it is said once more");
        assertEquals(List.of(), change(new CreateAcl(GROUP, INITIATOR, null)).warnings(), "of what is new only");
        change(new CreateAcl(GROUP, "iqn.2019-5.x", null));
    }
}
