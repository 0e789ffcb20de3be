package dev.sluice.target;

import static dev.sluice.target.ChangingServer.EVERYONE;
import static dev.sluice.target.ChangingServer.INITIATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.PduConnection;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.initiator.TextKeys;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.iscsi.chap.Authentication;
import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.chap.ChapSecret;
import dev.sluice.iscsi.chap.ChapUser;
import dev.sluice.iscsi.journal.Journal;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.iscsi.report.OpenCommandReport;
import dev.sluice.iscsi.session.HoldingDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers to an administrator who asks why. */
class WhyTest {
    private static final String STRANGER = "iqn.2026-01.dev.sluice:stranger";
    private static final String SECRET = "the secret of joe";
    private static final int ABORT_TASK = 1;
    private static final int LOGICAL_UNIT_RESET = 5;

    private final HoldingDevice device = new HoldingDevice(new RamDevice(1 << 20));
    private final LunDefinition disk = TestServer.disk(device, 512);
    private ChangingServer changing;
    private SluiceServer server;

    @BeforeEach
    void start() throws IOException {
        changing = new ChangingServer(2);
        server = changing.server;
    }

    @AfterEach
    void stop() {
        device.failWith(null);
        device.release();
        changing.close();
    }

    private List<String> why(String subject) {
        return server.journal().about(subject).stream().map(Journal.Entry::text).toList();
    }

    private void assertSaid(String subject, String... parts) {
        List<String> said = why(subject);
        assertTrue(
                said.stream().anyMatch(text -> List.of(parts).stream().allMatch(text::contains)),
                () -> List.of(parts) + " is not in " + said);
    }

    private Session login(String target, String initiator) {
        return Session.login(changing.portal(), LoginOptions.normal(initiator, target));
    }

    @Test
    void shouldNameTheAclThatRefusedALogin() throws IOException {
        String target = changing.add("a", new AccessPolicy.Only(Set.of(INITIATOR)), Map.of(0, disk));
        for (int i = 0; i < 3; i++) {
            assertThrows(LoginFailed.class, () -> login(target, STRANGER));
        }

        assertSaid(
                STRANGER,
                STRANGER,
                "from 127.0.0.1",
                "on portal 127.0.0.1:",
                "was refused a login to " + target,
                "is not in the ACL");
        assertSaid(target, "is not in the ACL");
        assertSaid("127.0.0.1", "is not in the ACL");
        assertEquals(3, server.journal().about(STRANGER).getFirst().times());
        assertEquals(List.of(), why(INITIATOR));
    }

    @Test
    void shouldNameATargetThatIsNotThere() throws IOException {
        String target = changing.add("a", EVERYONE, Map.of(0, disk));
        assertThrows(LoginFailed.class, () -> login(target + "b", INITIATOR));

        assertSaid(target + "b", INITIATOR, "no target " + target + "b");
    }

    @Test
    void shouldNameTheStepOfChapThatRefusedALogin() throws IOException {
        String target = changing.add("a", EVERYONE, Map.of(0, disk));
        ask(target);
        assertThrows(LoginFailed.class, () -> login(target, INITIATOR));
        chap(target, "joe");

        assertSaid(INITIATOR, target, "skips authentication (CHAP), which is required");
        assertSaid(INITIATOR, target, "CHAP_R does not prove CHAP_N=joe: no such user, or another secret");
        assertFalse(server.journal().latest().toString().contains(SECRET));
    }

    private void ask(String target) {
        Authentication chap = Authentication.chap(new ChapUser("joe", ChapSecret.of(SECRET)));
        server.changePortalGroup(
                target, 1, group -> group.asking(new AuthenticationRules(chap, Map.of())), Duration.ofSeconds(3));
    }

    /** A login whose proof is wrong. */
    private void chap(String target, String user) {
        try (PduConnection connection = new PduConnection(changing.portal())) {
            Map<String, String> first = new LinkedHashMap<>();
            first.put("InitiatorName", INITIATOR);
            first.put("TargetName", target);
            first.put("SessionType", "Normal");
            first.put("AuthMethod", "CHAP");
            exchange(connection, 0, first);
            exchange(connection, 1, Map.of("CHAP_A", "5"));
            Pdu refused = exchange(connection, 2, Map.of("CHAP_N", user, "CHAP_R", "0x" + "ab".repeat(16)));
            assertEquals(2, refused.get8(36));
            assertEquals(1, refused.get8(37));
        }
    }

    private static Pdu exchange(PduConnection connection, int expStatSn, Map<String, String> keys) {
        connection.send(new Pdu(Opcode.LOGIN_REQUEST)
                .immediate()
                .setBytes(8, new byte[] {(byte) 0x80, 0, 0, 0, 0, 7})
                .taskTag(1)
                .cmdSn(1)
                .expStatSn(expStatSn)
                .data(TextKeys.encode(keys)));
        return connection.receive();
    }

    @Test
    void shouldTellOfLoginsLogoutsAndLostConnections() throws IOException {
        String target = changing.add("a", EVERYONE, Map.of(0, disk));
        Session session = login(target, INITIATOR);
        server.endSession(session.tsih(), Duration.ZERO).join();

        assertSaid(INITIATOR, INITIATOR + " logged in to " + target, "session ", "without CHAP");
        assertSaid(INITIATOR, "is asked to end session", "an administrator ends it");
        assertSaid(target, "the connection of session", "ended:");
    }

    @Test
    void shouldTellWhoTookASessionsPlace() throws IOException {
        String target = changing.add("a", EVERYONE, Map.of(0, disk));
        login(target, INITIATOR);
        try (Session second = login(target, INITIATOR)) {
            assertTrue(second.window() > 0);
            assertSaid(INITIATOR, "logged in to " + target + " anew (same ISID)");
        }
    }

    @Test
    void shouldTellWhoAbortedWhat() throws Exception {
        String target = changing.add("a", EVERYONE, Map.of(0, disk));
        try (Session session = changing.login(target, INITIATOR, 0)) {
            CountDownLatch held = device.hold(2);
            InitiatorTask one = session.submit(ScsiCommand.read(0, Cdb.read10(0, 1), 512));
            InitiatorTask two = session.submit(ScsiCommand.read(0, Cdb.read10(1, 1), 512));
            HoldingDevice.await(held);
            int abort = session.sendImmediate(new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                    .flags(0x80 | ABORT_TASK)
                    .transferTag(one.taskTag())
                    .set32(32, one.cmdSn()));
            int reset = session.sendImmediate(new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                    .flags(0x80 | LOGICAL_UNIT_RESET)
                    .transferTag(Pdu.RESERVED_TAG));
            session.nop(new byte[0]);

            assertSaid(INITIATOR, "asked for ABORT TASK at LUN 0 of " + target + ": it ends 1 of its own tasks");
            assertSaid(target, "asked for LOGICAL UNIT RESET at LUN 0", "it ends 2 of its own tasks");
            device.release();
            session.awaitReply(abort);
            session.awaitReply(reset);
            session.forget(one);
            session.forget(two);
        }
    }

    @Test
    void shouldTellWhoTookAReservation() throws IOException {
        String target = changing.add("a", EVERYONE, Map.of(0, disk));
        try (Session one = changing.login(target, INITIATOR, 0);
                Session other = changing.login(target, STRANGER, 0)) {
            reserveOut(one, 0x00, 0, 0, 7);
            reserveOut(one, 0x01, 0x03, 7, 0);
            reserveOut(other, 0x00, 0, 0, 8);
            assertEquals(
                    0x18,
                    other.execute(ScsiCommand.write(0, Cdb.write10(0, 1), new byte[512]))
                            .status());
            reserveOut(other, 0x04, 0x03, 8, 7);
            one.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
        }

        assertSaid(INITIATOR, INITIATOR + " was granted PERSISTENT RESERVE OUT, RESERVE at LUN 0 of " + target);
        assertSaid(STRANGER, "answered " + STRANGER + " with RESERVATION CONFLICT");
        assertSaid(STRANGER, STRANGER + " was granted PERSISTENT RESERVE OUT, PREEMPT at LUN 0");
        assertSaid(INITIATOR, "answered " + INITIATOR + " with CHECK CONDITION (UNIT ATTENTION, ", "PREEMPTED)");
    }

    private static void reserveOut(Session session, int action, int type, long key, long actionKey) {
        byte[] cdb = {0x5f, (byte) action, (byte) type, 0, 0, 0, 0, 0, 24, 0};
        byte[] list = ByteBuffer.allocate(24).putLong(key).putLong(actionKey).array();
        assertTrue(session.execute(ScsiCommand.write(0, cdb, list)).isGood());
    }

    @Test
    void shouldTellOfADiskThatFails() throws IOException {
        String target = changing.add("a", EVERYONE, Map.of(0, disk));
        try (Session session = changing.login(target, INITIATOR, 0)) {
            device.failWith(DeviceError.values()[0]);
            for (int i = 0; i < 50; i++) {
                session.execute(ScsiCommand.read(0, Cdb.read10(0, 1), 512));
            }

            assertSaid(target, "LUN 0 of " + target + " answered " + INITIATOR + " with CHECK CONDITION (");
            int notes = server.journal().about(INITIATOR).stream()
                    .mapToInt(Journal.Entry::times)
                    .sum();
            assertTrue(notes < 50, notes + " notes of 50 commands that failed at once");
        }
    }

    @Test
    void shouldTellTheOldestCommandThatIsOpen() throws Exception {
        String target = changing.add("a", EVERYONE, Map.of(0, disk));
        try (Session session = changing.login(target, INITIATOR, 0)) {
            assertEquals(List.of(), server.oldestCommands());
            CountDownLatch held = device.hold(2);
            InitiatorTask one = session.submit(ScsiCommand.read(0, Cdb.read10(0, 1), 512));
            InitiatorTask two = session.submit(ScsiCommand.read(0, Cdb.read10(1, 1), 512));
            HoldingDevice.await(held);

            OpenCommandReport oldest = server.oldestCommands().getFirst();
            assertEquals(1, server.oldestCommands().size());
            assertEquals(INITIATOR, oldest.initiatorName());
            assertEquals(target, oldest.targetName());
            assertEquals(0, oldest.lun());
            assertEquals(0x28, oldest.opcode());
            assertEquals(2, oldest.open());
            assertEquals("the disk is at it", oldest.stage());
            assertTrue(oldest.age().toNanos() < TimeUnit.MINUTES.toNanos(1));
            device.release();
            session.await(one);
            session.await(two);
        }
    }
}
