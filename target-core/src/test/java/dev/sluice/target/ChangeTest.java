package dev.sluice.target;

import static dev.sluice.target.ChangingServer.ANY_PORT;
import static dev.sluice.target.ChangingServer.EVERYONE;
import static dev.sluice.target.ChangingServer.INITIATOR;
import static dev.sluice.target.ChangingServer.REPORTED_LUNS_CHANGED;
import static dev.sluice.target.ChangingServer.awaitClose;
import static dev.sluice.target.ChangingServer.awaitEvent;
import static dev.sluice.target.ChangingServer.luns;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.ScsiResult;
import dev.sluice.initiator.Session;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.iscsi.chap.Authentication;
import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.chap.ChapSecret;
import dev.sluice.iscsi.chap.ChapUser;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.iscsi.session.HoldingDevice;
import dev.sluice.scsi.unit.AccessState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of a running server as initiators notice them, or do not. */
class ChangeTest {
    private static final Duration BOUND = Duration.ofSeconds(3);
    private static final int LOGOUT_REQUEST = 1;
    private static final int SESSION_DROPPED = 3;

    private ChangingServer changing;
    private SluiceServer server;

    @BeforeEach
    void start() throws IOException {
        changing = new ChangingServer(2);
        server = changing.server;
    }

    @AfterEach
    void stop() {
        changing.close();
    }

    private static LunDefinition disk() {
        return TestServer.disk(new RamDevice(1 << 20), 512);
    }

    private static ScsiResult ready(Session session, int lun) {
        return session.execute(ScsiCommand.none(lun, Cdb.testUnitReady()));
    }

    private void assertRefused(int status, String target) {
        LoginFailed refused = assertThrows(
                LoginFailed.class, () -> Session.login(changing.portal(), LoginOptions.normal(INITIATOR, target)));
        assertEquals(status, refused.status());
    }

    private static void join(CompletableFuture<?> future) throws Exception {
        future.get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldServeATargetThatIsAddedWhileItRuns() throws IOException {
        assertEquals(List.of(), server.listeningAddresses());

        String target = changing.add("a", EVERYONE, Map.of(0, disk()));

        try (Session session = changing.login(target, INITIATOR, 0)) {
            assertTrue(ready(session, 0).isGood());
        }
        assertEquals(2, changing.discover(INITIATOR).size());
        assertEquals(List.of(changing.portal()), server.listeningAddresses());
    }

    @Test
    void shouldLeaveNothingOfATargetThatCannotBeAdded() throws IOException {
        String first = changing.add("a", EVERYONE, Map.of(0, disk()));
        LunDefinition lun = disk();
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(ANY_PORT);
            InetSocketAddress busy = (InetSocketAddress) taken.getLocalSocketAddress();
            TargetDefinition impossible = new TargetDefinition(
                    ChangingServer.NAME + "b",
                    "",
                    List.of(
                            new PortalGroupDefinition(1, EVERYONE, Map.of(0, lun)).reachedBy(changing.portal()),
                            new PortalGroupDefinition(2, EVERYONE, Map.of(0, lun)).reachedBy(busy)));
            assertThrows(IOException.class, () -> server.addTarget(impossible));
        }
        assertRefused(0x0203, ChangingServer.NAME + "b");
        assertEquals(2, changing.discover(INITIATOR).size());
        assertThrows(IllegalArgumentException.class, () -> server.removeUnit(lun));
        assertThrows(IllegalStateException.class, () -> changing.add("A", EVERYONE, Map.of()));
        assertEquals(1, server.listeningAddresses().size());

        String second = changing.add("b", EVERYONE, Map.of(0, lun));
        changing.login(second, INITIATOR, 0).close();
        changing.login(first, INITIATOR, 0).close();
    }

    @Test
    void shouldAskForALogoutWhenATargetIsRemoved() throws Exception {
        LunDefinition lun = disk();
        String target = changing.add("a", EVERYONE, Map.of(0, lun));
        changing.add("b", EVERYONE, Map.of());
        Session session = changing.login(target, INITIATOR, 0);

        CompletableFuture<Void> removed = server.removeTarget(target, BOUND);

        Pdu request = awaitEvent(session);
        assertEquals(LOGOUT_REQUEST, request.get8(36));
        assertEquals(3, request.get16(42));
        assertFalse(removed.isDone());
        assertRefused(0x0203, target);
        assertThrows(IllegalStateException.class, () -> changing.add("a", EVERYONE, Map.of()));
        assertTrue(ready(session, 0).isGood(), "until it logs out it works");
        assertThrows(IllegalStateException.class, () -> server.removeUnit(lun));
        session.logout();
        join(removed);
        join(server.removeUnit(lun));
        changing.add("a", EVERYONE, Map.of());
    }

    @Test
    void shouldDropTheSessionOfWhoDoesNotLogOut() throws Exception {
        String target = changing.add("a", EVERYONE, Map.of(0, disk()));
        changing.add("b", EVERYONE, Map.of());
        Session session = changing.login(target, INITIATOR, 0);

        CompletableFuture<Void> removed = server.removeTarget(target, Duration.ofMillis(200));

        Pdu last = awaitClose(session);
        assertEquals(SESSION_DROPPED, last.get8(36));
        join(removed);
        assertEquals(0, server.sessionCount());
    }

    @Test
    void shouldLetAcceptedCommandsEndWhenATargetIsRemoved() throws Exception {
        HoldingDevice device = new HoldingDevice(new RamDevice(1 << 20));
        String target = changing.add("a", EVERYONE, Map.of(0, TestServer.disk(device, 512)));
        Session session = changing.login(target, INITIATOR, 0);
        CountDownLatch held = device.hold(1);
        InitiatorTask task = session.submit(ScsiCommand.read(0, Cdb.read10(0, 1), 512));
        HoldingDevice.await(held);

        CompletableFuture<Void> removed = server.removeTarget(target, Duration.ZERO);
        assertEquals(ScsiResult.BUSY, ready(session, 0).status());
        device.release();

        assertTrue(session.await(task).isGood());
        assertEquals(SESSION_DROPPED, awaitClose(session).get8(36));
        join(removed);
        assertEquals(List.of(), server.listeningAddresses(), "nobody else had the portal");
    }

    @Test
    void shouldAddAndRemovePortalGroupsOfATarget() throws Exception {
        LunDefinition lun = disk();
        String target = changing.add("a", EVERYONE, Map.of(0, lun));
        Session first = changing.login(target, INITIATOR, 0);

        server.addPortalGroup(
                target,
                new PortalGroupDefinition(5, EVERYONE, Map.of(3, lun))
                        .reachedBy(ANY_PORT)
                        .inState(AccessState.ACTIVE_NON_OPTIMIZED));
        InetSocketAddress second = server.portals(target, 5).getFirst();
        Session other = Session.login(second, LoginOptions.normal(INITIATOR, target));
        assertEquals(List.of(3), luns(other));
        assertEquals(3, changing.discover(INITIATOR).size());
        assertThrows(
                IllegalStateException.class,
                () -> server.addPortalGroup(target, new PortalGroupDefinition(5, EVERYONE, Map.of())));

        CompletableFuture<Void> removed = server.removePortalGroup(target, 5, Duration.ZERO);
        assertEquals(SESSION_DROPPED, awaitClose(other).get8(36));
        join(removed);
        assertThrows(RuntimeException.class, () -> Session.login(second, LoginOptions.normal(INITIATOR, target)));
        assertEquals(2, changing.discover(INITIATOR).size());
        ChangingServer.await(() -> server.sessionCount() == 1);
        while (!ready(first, 0).isGood()) {
            assertTrue(first.asyncMessages().size() < 5);
        }
        first.close();
    }

    @Test
    void shouldTellOfLunsThatComeAndGo() throws Exception {
        LunDefinition lun = disk();
        String target = changing.add("a", EVERYONE, Map.of(0, disk()));
        String neighbour = changing.add("b", EVERYONE, Map.of(0, disk()));
        server.addUnit(lun);
        try (Session session = changing.login(target, INITIATOR, 0);
                Session unconcerned = changing.login(neighbour, INITIATOR, 0)) {
            server.mapLun(target, 1, 300, lun);
            assertThrows(IllegalArgumentException.class, () -> server.mapLun(target, 1, 300, disk()));
            assertThrows(IllegalArgumentException.class, () -> server.mapLun(target, 1, 20000, lun));

            assertEquals(0, awaitScsiEvent(session).lun());
            assertEquals(REPORTED_LUNS_CHANGED, ready(session, 0).additionalSense());
            assertEquals(List.of(0, 0x4000 | 300), luns(session));

            server.unmapLun(target, 1, 300);
            assertEquals(REPORTED_LUNS_CHANGED, ready(session, 0).additionalSense());
            assertEquals(0x2500, ready(session, 300).additionalSense());
            assertThrows(IllegalArgumentException.class, () -> server.unmapLun(target, 1, 300));
            join(server.removeUnit(lun));

            assertTrue(ready(unconcerned, 0).isGood());
            assertEquals(List.of(), unconcerned.asyncMessages());
        }
    }

    private static Pdu awaitScsiEvent(Session session) {
        while (session.asyncMessages().isEmpty()) {
            session.pump();
        }
        return session.asyncMessages().getFirst();
    }

    @Test
    void shouldEndTasksOnAUnitThatIsUnmapped() throws Exception {
        HoldingDevice device = new HoldingDevice(new RamDevice(1 << 20));
        LunDefinition lun = TestServer.disk(device, 512);
        String target = changing.add("a", EVERYONE, Map.of(0, disk(), 1, lun));
        try (Session session = changing.login(target, INITIATOR, 0, 1)) {
            CountDownLatch held = device.hold(1);
            InitiatorTask task = session.submit(ScsiCommand.write(1, Cdb.write10(0, 1), new byte[512]));
            HoldingDevice.await(held);

            server.unmapLun(target, 1, 1);
            assertEquals(0x2500, ready(session, 1).additionalSense());
            CompletableFuture<Void> removed = server.removeUnit(lun);
            assertFalse(removed.isDone());
            device.release();

            assertTrue(session.await(task).isGood());
            join(removed);
        }
    }

    /** The end of a session waits for tasks on units that it does not see any more. */
    @Test
    void shouldWaitForTasksOfAnUnmappedUnitWhenASessionEnds() throws Exception {
        HoldingDevice device = new HoldingDevice(new RamDevice(1 << 20));
        LunDefinition lun = TestServer.disk(device, 512);
        String target = changing.add("a", EVERYONE, Map.of(0, disk(), 1, lun));
        Session session = changing.login(target, INITIATOR, 0, 1);
        CountDownLatch held = device.hold(1);
        session.submit(ScsiCommand.write(1, Cdb.write10(0, 1), new byte[512]));
        HoldingDevice.await(held);
        server.unmapLun(target, 1, 1);
        session.drop();

        Session second = Session.login(changing.portal(), LoginOptions.normal(INITIATOR, target));
        InitiatorTask fenced = second.submit(ScsiCommand.none(0, Cdb.testUnitReady()));
        second.nop(new byte[0]);
        assertFalse(fenced.isDone());
        device.release();
        assertEquals(0x06, second.await(fenced).senseKey());
        second.close();
    }

    @Test
    void shouldNotAdmitToADisabledGroup() throws Exception {
        String target = changing.add("a", EVERYONE, Map.of(0, disk()));
        Session session = changing.login(target, INITIATOR, 0);

        CompletableFuture<Void> disabled = server.changePortalGroup(target, 1, group -> group.enabled(false), BOUND);

        assertEquals(LOGOUT_REQUEST, awaitEvent(session).get8(36));
        session.logout();
        join(disabled);
        assertRefused(0x0301, target);
        assertEquals(List.of(), changing.discover(INITIATOR));

        join(server.changePortalGroup(target, 1, group -> group.enabled(true), BOUND));
        changing.login(target, INITIATOR, 0).close();
    }

    @Test
    void shouldEndSessionsOfInitiatorsThatAreNotAdmittedAnyMore() throws Exception {
        String other = INITIATOR + "-2";
        String target = changing.add(
                "a",
                new AccessPolicy.Only(Set.of(INITIATOR.replace("initiator", "Initiator"), other)),
                Map.of(0, disk()));
        Session expelled = changing.login(target, INITIATOR, 0);
        Load untouched = new Load(changing.login(target, other, 0), 0);

        CompletableFuture<Void> changed = server.changePortalGroup(
                target,
                1,
                group -> PortalGroupVariants.withAccess(group, new AccessPolicy.Only(Set.of(other))),
                Duration.ofMillis(300));

        assertEquals(SESSION_DROPPED, awaitClose(expelled).get8(36));
        join(changed);
        assertRefused(0x0202, target);
        assertEquals(List.of(), changing.discover(INITIATOR));
        assertEquals(
                2,
                changing.discover(other.toUpperCase(Locale.ROOT).replace("IQN", "iqn"))
                        .size());
        untouched.goOn();
        untouched.stopUntouched();
    }

    @Test
    void shouldAskForOtherProofOfNewLogins() throws Exception {
        AuthenticationRules chap =
                AuthenticationRules.of(Authentication.chap(new ChapUser("user", ChapSecret.of("a secret of 16 b"))));
        String target = changing.add("a", EVERYONE, Map.of(0, disk()));
        Session session = changing.login(target, INITIATOR, 0);

        join(server.changePortalGroup(target, 1, group -> group.asking(chap), BOUND));
        server.discoveryAuthentication(chap);
        server.changeTargetAlias(target, "renamed");

        assertRefused(0x0201, target);
        assertEquals(
                0x0201,
                assertThrows(LoginFailed.class, () -> changing.discover(INITIATOR))
                        .status());
        assertTrue(ready(session, 0).isGood());
        join(server.changePortalGroup(target, 1, group -> group.asking(AuthenticationRules.NONE), BOUND));
        session.close();
        try (Session renamed = changing.login(target, INITIATOR, 0)) {
            assertEquals("renamed", renamed.negotiated().value("TargetAlias"));
        }
    }

    @Test
    void shouldLetNobodyInBeforeAllTargetsAreThere() throws Exception {
        changing.add("first", EVERYONE, Map.of(0, disk()));
        server.hold();
        CompletableFuture<Session> early = new CompletableFuture<>();
        CountDownLatch connecting = new CountDownLatch(1);
        Thread.ofPlatform().start(() -> {
            try {
                connecting.countDown();
                early.complete(changing.login(ChangingServer.NAME + "later", INITIATOR, 0));
            } catch (RuntimeException | Error e) {
                early.completeExceptionally(e);
            }
        });
        connecting.await();
        changing.add("later", EVERYONE, Map.of(0, disk()));
        assertFalse(early.isDone());
        server.admit();
        try (Session session = early.get(20, TimeUnit.SECONDS)) {
            assertTrue(ready(session, 0).isGood());
        }
    }

    @Test
    void shouldNotTouchASessionWhenOtherTargetsChange() throws Exception {
        LunDefinition shared = disk();
        String target = changing.add("a", EVERYONE, Map.of(0, shared));
        Load load = new Load(changing.login(target, INITIATOR, 0), 0);
        for (int i = 0; i < 5; i++) {
            LunDefinition lun = disk();
            String other = changing.add("other-" + i, EVERYONE, Map.of(0, disk(), 1, shared));
            server.accessState(other, 1, AccessState.STANDBY);
            Load victim = new Load(changing.login(other, INITIATOR, 0), 0);
            server.addUnit(lun);
            server.mapLun(other, 1, 7, lun);
            server.unmapLun(other, 1, 7);
            join(server.removeUnit(lun));
            join(server.changePortalGroup(other, 1, group -> group.enabled(true), BOUND));
            CompletableFuture<Void> removed = server.removeTarget(other, Duration.ZERO);
            victim.awaitEnd();
            join(removed);
            load.goOn();
        }
        assertEquals(1, server.sessionCount());
        load.stopUntouched();
    }

    @Test
    void shouldRemoveATargetUnderLoad() throws Exception {
        LunDefinition lun = disk();
        String target = changing.add("a", EVERYONE, Map.of(0, lun));
        Load one = new Load(changing.login(target, INITIATOR, 0), 0);
        Load two = new Load(changing.login(target, INITIATOR + "-2", 0), 0);

        join(server.removeTarget(target, Duration.ofMillis(100)));

        for (Load load : List.of(one, two)) {
            ScsiResult failed = load.awaitEnd();
            assertTrue(failed == null || failed.status() == ScsiResult.BUSY, () -> "it ended with " + failed);
        }
        assertEquals(0, server.sessionCount());
        join(server.removeUnit(lun));
        assertNull(server.listeningAddresses().isEmpty() ? null : "it still listens");
    }
}
