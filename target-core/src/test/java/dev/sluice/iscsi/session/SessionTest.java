package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.ScsiResult;
import dev.sluice.initiator.ScsiTask;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.target.TargetDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an initiator notices of sessions: RFC 7143 4, 7 and 11, seen through a socket. */
class SessionTest {
    private static final int ABORT_TASK = 1;
    private static final int ABORT_TASK_SET = 2;
    private static final int LOGICAL_UNIT_RESET = 5;
    private static final int TARGET_WARM_RESET = 6;
    private static final int TASK_REASSIGN = 8;
    private static final int BUS_DEVICE_RESET = 0x2903;

    private static ScsiCommand read(int lba, int blocks) {
        return ScsiCommand.read(0, Cdb.read10(lba, blocks), blocks * TestServer.BLOCK);
    }

    private static ScsiCommand write(int lba, byte[] data) {
        return ScsiCommand.write(0, Cdb.write10(lba, data.length / TestServer.BLOCK), data);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** A new nexus is told so once, by a unit attention. */
    private static Session ready(TestServer server, LoginOptions options) {
        Session session = server.login(options);
        session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
        return session;
    }

    private static Session ready(TestServer server) {
        return ready(server, TestServer.options());
    }

    @Test
    void shouldReadBackWhatWasWritten() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            byte[] data = random(1 << 20);
            assertTrue(session.execute(write(7, data)).isGood());
            assertArrayEquals(data, session.execute(read(7, 2048)).data());
        }
    }

    @Test
    void shouldEchoPingData() {
        try (TestServer server = new TestServer();
                Session session = server.login()) {
            for (int length : new int[] {0, 1, 3, 4, 1000, 8192, 100_000}) {
                assertArrayEquals(random(length), session.nop(random(length)).data());
            }
        }
    }

    @Test
    void shouldAnswerPingsAheadOfTheDiskWhenItHangs() throws InterruptedException {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            CountDownLatch reads = server.device.hold(8);
            List<ScsiTask> tasks = IntStream.range(0, 8)
                    .mapToObj(i -> session.submit(read(i, 8)))
                    .toList();
            HoldingDevice.await(reads);
            session.nop(new byte[] {1, 2, 3});
            tasks.forEach(task -> assertFalse(task.isDone()));
            server.device.release();
            tasks.forEach(task -> assertTrue(session.await(task).isGood()));
        }
    }

    @Test
    void shouldAnswerPingsAndTaskManagementAheadOfQueuedData() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            int blocks = 4096;
            List<ScsiTask> tasks = IntStream.range(0, 100)
                    .mapToObj(i -> session.submit(read(i, blocks)))
                    .toList();
            session.nop(new byte[0]);
            assertFalse(tasks.stream().allMatch(ScsiTask::isDone), "200 MiB were sent before a ping was answered");
            Pdu abort = new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                    .flags(0x80 | ABORT_TASK)
                    .transferTag(tasks.getLast().taskTag())
                    .set32(32, tasks.getLast().cmdSn());
            assertEquals(0, session.awaitReply(session.sendImmediate(abort)).get8(2));
            session.forget(tasks.getLast());
            assertFalse(tasks.stream().allMatch(ScsiTask::isDone), "200 MiB were sent before an abort was answered");
        }
    }

    @Test
    void shouldCloseTheWindowAtTheQueueDepth() throws InterruptedException {
        int depth = 4;
        try (TestServer server =
                        new TestServer(from -> TestServer.settings(from, depth, 8, 30, 30, TargetLimits.DEFAULT));
                Session session = ready(server)) {
            CountDownLatch reads = server.device.hold(depth);
            List<ScsiTask> tasks = new ArrayList<>();
            while (session.window() > 0) {
                tasks.add(session.submit(read(0, 1)));
            }
            assertEquals(depth, tasks.size());
            HoldingDevice.await(reads);
            session.nop(new byte[0]);
            assertEquals(0, session.window());
            server.device.release();
            tasks.forEach(session::await);
            assertEquals(depth, session.window());
        }
    }

    @Test
    void shouldIgnoreCommandsOutsideTheWindow() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            for (int cmdSn : new int[] {session.nextCmdSn() - 1, session.nextCmdSn() + session.window()}) {
                session.send(new Pdu(Opcode.SCSI_COMMAND)
                        .flags(0x81)
                        .taskTag(0x7777)
                        .cmdSn(cmdSn)
                        .data(new byte[0]));
            }
            assertTrue(session.execute(read(0, 1)).isGood());
        }
    }

    @Test
    void shouldDeliverInOrderOfCmdSnAcrossTheWrap() {
        try (TestServer server = new TestServer();
                Session session = ready(server, TestServer.options().firstCmdSn(0xfffffff0))) {
            for (int i = 0; i < 64; i++) {
                byte[] data = random(TestServer.BLOCK);
                data[0] = (byte) i;
                assertTrue(session.execute(write(3, data)).isGood());
                assertArrayEquals(data, session.execute(read(3, 1)).data());
            }
        }
    }

    @Test
    void shouldAnswerAbortTaskWhenTheTaskHasComeToRest() throws InterruptedException {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            CountDownLatch arrived = server.device.hold(1);
            ScsiTask task = session.submit(write(0, random(4096)));
            HoldingDevice.await(arrived);
            Pdu abort = new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                    .flags(0x80 | ABORT_TASK)
                    .transferTag(task.taskTag())
                    .set32(32, task.cmdSn());
            int tag = session.sendImmediate(abort);
            session.nop(new byte[0]);
            assertFalse(task.isDone());
            server.device.release();
            assertEquals(0, session.awaitReply(tag).get8(2));
            assertFalse(task.isDone(), "an aborted task has no status");
            session.forget(task);
            assertTrue(session.execute(read(0, 1)).isGood());
        }
    }

    @Test
    void shouldAbortAThousandTasksOfASlowDisk() throws InterruptedException {
        int depth = 1000;
        try (TestServer server =
                        new TestServer(from -> TestServer.settings(from, depth, 8, 30, 30, TargetLimits.DEFAULT));
                Session session = ready(server)) {
            CountDownLatch arrived = server.device.hold(depth);
            List<ScsiTask> tasks = IntStream.range(0, depth)
                    .mapToObj(i -> session.submit(read(i, 1)))
                    .toList();
            HoldingDevice.await(arrived);
            List<Integer> aborts = tasks.stream()
                    .map(task -> session.sendImmediate(new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                            .flags(0x80 | ABORT_TASK)
                            .transferTag(task.taskTag())
                            .set32(32, task.cmdSn())))
                    .toList();
            server.device.release();
            for (int abort : aborts) {
                assertTrue(session.awaitReply(abort).get8(2) <= 1);
            }
            tasks.forEach(session::forget);
            assertTrue(session.execute(read(0, 1)).isGood());
            assertEquals(depth, session.window());
        }
    }

    @Test
    void shouldSayThatATaskDoesNotExist() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            Pdu abort = new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                    .flags(0x80 | ABORT_TASK)
                    .transferTag(0x12345)
                    .set32(32, session.nextCmdSn() - 1);
            assertEquals(1, session.awaitReply(session.sendImmediate(abort)).get8(2));
            assertEquals(4, session.manageTasks(TASK_REASSIGN, 0, null));
            assertEquals(2, session.manageTasks(LOGICAL_UNIT_RESET, 9, null));
            assertEquals(2, session.manageTasks(ABORT_TASK_SET, 9, null));
        }
    }

    @Test
    void shouldEndTheTasksOfOthersByAReset() throws InterruptedException {
        for (int function : new int[] {LOGICAL_UNIT_RESET, TARGET_WARM_RESET}) {
            try (TestServer server = new TestServer(from -> from.withCores(2));
                    Session one = ready(server, TestServer.options().isidQualifier(1));
                    Session other = ready(server, TestServer.options().isidQualifier(2))) {
                CountDownLatch arrived = server.device.hold(2);
                ScsiTask own = one.submit(read(0, 8));
                ScsiTask foreign = other.submit(read(8, 8));
                HoldingDevice.await(arrived);
                int reset = one.sendImmediate(new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                        .flags(0x80 | function)
                        .transferTag(Pdu.RESERVED_TAG));
                one.nop(new byte[0]);
                // By the second answer the other loop has seen what the reset gave it to do.
                other.nop(new byte[0]);
                other.nop(new byte[0]);
                server.device.release();
                assertEquals(0, one.awaitReply(reset).get8(2));
                one.forget(own);
                other.forget(foreign);
                ScsiResult attention = other.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
                assertEquals(6, attention.senseKey());
                assertEquals(BUS_DEVICE_RESET, attention.additionalSense());
                assertTrue(other.execute(read(0, 1)).isGood());
            }
        }
    }

    @Test
    void shouldAnswerANewLoginAtOnceWhileTheDiskHoldsTheOldSession() throws InterruptedException {
        try (TestServer server = new TestServer(from -> from.withCores(2))) {
            Session old = ready(server);
            CountDownLatch arrived = server.device.hold(1);
            byte[] stale = random(4096);
            old.submit(write(0, stale));
            HoldingDevice.await(arrived);
            try (Session session = server.login()) {
                session.nop(new byte[] {1});
                byte[] fresh = new byte[4096];
                ScsiTask attention = session.submit(ScsiCommand.none(0, Cdb.testUnitReady()));
                ScsiTask overwrite = session.submit(write(0, fresh));
                session.nop(new byte[] {2});
                assertFalse(overwrite.isDone(), "it waits until the old session can touch the disk no more");
                server.device.release();
                session.await(attention);
                assertTrue(session.await(overwrite).isGood());
                assertArrayEquals(fresh, session.execute(read(0, 8)).data());
                assertNull(old.connection().receive(), "the old connection is closed");
            }
            old.drop();
        }
    }

    @Test
    void shouldHoldBackASecondReinstatementUntilTheFirstSessionIsAtRest() throws InterruptedException {
        try (TestServer server = new TestServer(from -> from.withCores(2))) {
            Session first = ready(server);
            CountDownLatch arrived = server.device.hold(1);
            first.submit(write(0, random(4096)));
            HoldingDevice.await(arrived);
            Session second = server.login();
            second.submit(ScsiCommand.none(0, Cdb.testUnitReady()));
            second.nop(new byte[0]);
            try (Session third = server.login()) {
                assertNull(second.connection().receive());
                ScsiTask attention = third.submit(ScsiCommand.none(0, Cdb.testUnitReady()));
                third.nop(new byte[0]);
                third.nop(new byte[0]);
                assertFalse(attention.isDone());
                server.device.release();
                third.await(attention);
                assertTrue(third.execute(write(0, new byte[4096])).isGood());
            }
            first.drop();
            second.drop();
        }
    }

    @Test
    void shouldReinstateAgainAndAgain() {
        try (TestServer server = new TestServer(from -> from.withCores(2))) {
            List<Session> sessions = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sessions.add(server.login());
            }
            Session last = sessions.removeLast();
            last.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
            assertTrue(last.execute(read(0, 1)).isGood());
            sessions.forEach(session -> {
                assertNull(session.connection().receive());
                session.drop();
            });
            last.close();
        }
    }

    @Test
    void shouldServeManySessionsOfOneHost() {
        try (TestServer server =
                new TestServer(from -> TestServer.settings(from.withCores(2), 16, 320, 30, 30, TargetLimits.DEFAULT))) {
            List<Session> sessions = IntStream.range(0, 300)
                    .mapToObj(i -> ready(server, TestServer.options().isidQualifier(i)))
                    .toList();
            assertEquals(300, server.sessionCount());
            sessions.forEach(session -> assertTrue(session.execute(read(0, 1)).isGood()));
            sessions.forEach(Session::close);
        }
    }

    @Test
    void shouldRefuseMoreSessionsThanAllowed() {
        try (TestServer server = new TestServer(from -> TestServer.settings(from, 8, 2, 30, 30, TargetLimits.DEFAULT));
                Session one = server.login(TestServer.options().isidQualifier(1));
                Session two = server.login(TestServer.options().isidQualifier(2))) {
            LoginFailed refused = assertThrows(
                    LoginFailed.class, () -> server.login(TestServer.options().isidQualifier(3)));
            assertEquals(3, refused.statusClass());
            assertEquals(2, refused.statusDetail());
            assertTrue(one.window() > 0 && two.window() > 0);
        }
    }

    @Test
    void shouldCloseAConnectionThatDoesNotAnswerPings() {
        try (TestServer server = new TestServer(from -> TestServer.settings(from, 8, 2, 1, 1, TargetLimits.DEFAULT));
                Session session = server.login()) {
            Pdu ping = session.connection().receive();
            assertEquals(Opcode.NOP_IN, ping.opcode());
            assertEquals(Pdu.RESERVED_TAG, ping.taskTag());
            assertTrue(ping.transferTag() != Pdu.RESERVED_TAG, "a ping carries a valid Target Transfer Tag");
            assertNull(session.connection().receive());
            session.drop();
        }
    }

    @Test
    void shouldRejectWhatItDoesNotKnow() {
        try (TestServer server = new TestServer();
                Session session = server.login()) {
            for (Map.Entry<Integer, Integer> wrong :
                    Map.of(0x1c, 0x05, Opcode.SNACK_REQUEST, 0x03).entrySet()) {
                session.send(new Pdu(wrong.getKey()).immediate().asFinal().taskTag(5));
                while (session.rejects().isEmpty()) {
                    session.pump();
                }
                Pdu reject = session.rejects().removeLast();
                assertEquals(wrong.getValue(), reject.get8(2));
                assertEquals(48, reject.data().length);
            }
        }
    }

    @Test
    void shouldCloseOnAHeaderDigestErrorAndRejectADataDigestError() {
        try (TestServer server = new TestServer()) {
            Session one = server.login(TestServer.options().digests(true, true));
            one.send(new Pdu(Opcode.NOP_OUT).immediate().asFinal().taskTag(5).spoilHeaderDigest());
            assertNull(one.connection().receive());
            one.drop();
            Session two = server.login(TestServer.options().digests(true, true));
            two.send(new Pdu(Opcode.NOP_OUT)
                    .immediate()
                    .asFinal()
                    .taskTag(5)
                    .data(new byte[5])
                    .spoilDataDigest());
            Pdu reject = two.connection().receive();
            assertEquals(Opcode.REJECT, reject.opcode());
            assertEquals(0x02, reject.get8(2));
            assertNull(two.connection().receive());
            two.drop();
        }
    }

    @Test
    void shouldEndACommandWhoseDataOutBreakTheRules() {
        try (TestServer server = new TestServer();
                Session session = ready(server, TestServer.options().key("ImmediateData", "No"))) {
            Pdu command = new Pdu(Opcode.SCSI_COMMAND)
                    .flags(0x80 | 0x20 | 1)
                    .taskTag(0x55)
                    .set32(20, 1024)
                    .cmdSn(session.nextCmdSn())
                    .setBytes(32, Cdb.write10(0, 2));
            session.send(command);
            Pdu r2t = session.connection().receive();
            assertEquals(Opcode.READY_TO_TRANSFER, r2t.opcode());
            session.send(new Pdu(Opcode.DATA_OUT)
                    .taskTag(0x55)
                    .transferTag(r2t.transferTag())
                    .set32(36, 27)
                    .data(new byte[512]));
            Pdu response = session.connection().receive();
            assertEquals(Opcode.SCSI_RESPONSE, response.opcode());
            assertEquals(2, response.get8(3));
            session.drop();
        }
    }

    @Test
    void shouldAdmitAndShowTheTargetOnlyToThoseInTheAcl() {
        AccessPolicy access = new AccessPolicy.Only(Set.of(TestServer.INITIATOR));
        try (TestServer server = new TestServer(from -> from, access, List.of())) {
            try (Session admitted = server.login()) {
                assertTrue(admitted.window() > 0);
            }
            String stranger = "iqn.2026-11.dev.sluice:stranger";
            LoginFailed refused = assertThrows(
                    LoginFailed.class, () -> server.login(LoginOptions.normal(stranger, TestServer.TARGET)));
            assertEquals(2, refused.statusClass());
            assertEquals(2, refused.statusDetail());
            try (Session discovery = server.login(LoginOptions.discovery(stranger))) {
                assertEquals(List.of(), discovery.sendTargets("All"));
            }
            try (Session discovery = server.login(LoginOptions.discovery(TestServer.INITIATOR))) {
                assertEquals(2, discovery.sendTargets("All").size());
            }
        }
    }

    @Test
    void shouldDiscoverHundredsOfTargets() {
        List<TargetDefinition> more = IntStream.range(0, 400)
                .mapToObj(i -> new TargetDefinition(
                        "iqn.2026-11.dev.sluice:target-with-a-long-name-" + i, new AccessPolicy.Everyone(), List.of()))
                .toList();
        try (TestServer server = new TestServer(from -> from, new AccessPolicy.Everyone(), more);
                Session discovery = server.login(
                        LoginOptions.discovery(TestServer.INITIATOR).key("MaxRecvDataSegmentLength", 512))) {
            List<Map.Entry<String, String>> pairs = discovery.sendTargets("All");
            assertEquals(2 * 401, pairs.size());
            assertEquals(
                    "127.0.0.1:" + server.address().getPort() + ",1",
                    pairs.get(1).getValue());
        }
    }

    @Test
    void shouldAskForLogoutWhenItStopsAndFinishWhatWasAccepted() throws Exception {
        TestServer server = new TestServer();
        try (Session session = ready(server)) {
            CountDownLatch arrived = server.device.hold(1);
            ScsiTask write = session.submit(write(0, random(4096)));
            HoldingDevice.await(arrived);
            CompletableFuture<Boolean> stopped = server.shutdown();
            while (session.asyncMessages().isEmpty()) {
                session.pump();
            }
            assertEquals(1, session.asyncMessages().getFirst().get8(36));
            server.device.release();
            assertTrue(session.await(write).isGood());
            assertEquals(0, session.logout());
            assertTrue(stopped.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldTakeUnsolicitedDataWhenAgreed() {
        TargetLimits limits = TargetLimits.DEFAULT.withInitialR2T(false);
        for (String immediate : List.of("Yes", "No")) {
            try (TestServer server = new TestServer(from -> TestServer.settings(from, 16, 2, 30, 30, limits));
                    Session session = ready(
                            server,
                            TestServer.options()
                                    .key("InitialR2T", "No")
                                    .key("ImmediateData", immediate)
                                    .key("FirstBurstLength", 65536)
                                    .key("MaxBurstLength", 131072))) {
                byte[] data = random(700 * TestServer.BLOCK);
                for (int limit : new int[] {0, 100, 512, 5000, 65536}) {
                    ScsiCommand command = write(11, data).unsolicited(limit, 65536);
                    assertTrue(session.execute(command).isGood());
                    assertArrayEquals(data, session.execute(read(11, 700)).data());
                }
            }
        }
    }

    @Test
    void shouldTakeImmediateDataThatEndWithinABlock() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            byte[] data = random(700 * TestServer.BLOCK);
            for (int limit : new int[] {1, 511, 513, 5001}) {
                assertTrue(session.execute(write(5, data).unsolicited(limit, limit))
                        .isGood());
                assertArrayEquals(data, session.execute(read(5, 700)).data());
            }
        }
    }
}
