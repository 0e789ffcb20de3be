package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static dev.sluice.iscsi.session.TestCommands.read;
import static dev.sluice.iscsi.session.TestCommands.write;
import static dev.sluice.iscsi.session.TestServer.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.login.TargetLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand tasks are aborted while the disk is slow: all is answered, and nothing is lost ({@link TestServer} counts buffers). */
class AbortStormTest {
    private static final int DEPTH = 1000;
    private static final int ABORT_TASK = 1;
    private static final int ABORT_TASK_SET = 2;
    private static final int CLEAR_TASK_SET = 4;
    private static final int LOGICAL_UNIT_RESET = 5;
    private static final int TARGET_WARM_RESET = 6;

    private static TestServer server() {
        return new TestServer(from -> TestServer.settings(from, DEPTH, 8, 30, 30, TargetLimits.DEFAULT));
    }

    /** Every third command writes. */
    private static List<InitiatorTask> fillQueue(TestServer server, Session session) throws InterruptedException {
        byte[] data = random(512);
        CountDownLatch arrived = server.device.hold(DEPTH);
        List<InitiatorTask> tasks = IntStream.range(0, DEPTH)
                .mapToObj(i -> session.submit(i % 3 == 0 ? write(i, data) : read(i, 1)))
                .toList();
        HoldingDevice.await(arrived);
        return tasks;
    }

    private static Pdu abort(InitiatorTask task) {
        return new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                .flags(0x80 | ABORT_TASK)
                .transferTag(task.taskTag())
                .set32(32, task.cmdSn());
    }

    private static Pdu function(int function) {
        return new Pdu(Opcode.TASK_MANAGEMENT_REQUEST).flags(0x80 | function).transferTag(Pdu.RESERVED_TAG);
    }

    private static void assertNothingIsLost(Session session) {
        session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
        assertTrue(session.execute(read(0, 1)).isGood());
        session.nop(new byte[0]);
        assertEquals(DEPTH, session.window());
    }

    @Test
    void shouldAbortAThousandTasksOneByOne() throws InterruptedException {
        try (TestServer server = server();
                Session session = ready(server)) {
            List<InitiatorTask> tasks = fillQueue(server, session);
            List<Integer> aborts = tasks.stream()
                    .map(task -> session.sendImmediate(abort(task)))
                    .toList();
            server.device.release();
            for (int abort : aborts) {
                assertTrue(session.awaitReply(abort).get8(2) <= 1);
            }
            tasks.forEach(session::forget);
            assertNothingIsLost(session);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {ABORT_TASK_SET, CLEAR_TASK_SET, LOGICAL_UNIT_RESET, TARGET_WARM_RESET})
    void shouldAbortAThousandTasksAtOnce(int function) throws InterruptedException {
        try (TestServer server = server();
                Session session = ready(server)) {
            List<InitiatorTask> tasks = fillQueue(server, session);
            int tag = session.sendImmediate(function(function));
            session.nop(new byte[0]);
            server.device.release();
            assertEquals(0, session.awaitReply(tag).get8(2));
            tasks.forEach(session::forget);
            assertNothingIsLost(session);
        }
    }

    @Test
    void shouldAnswerEveryFunctionOfAnImpatientInitiator() throws InterruptedException {
        try (TestServer server = server();
                Session session = ready(server)) {
            List<InitiatorTask> tasks = fillQueue(server, session);
            List<Integer> tags = new ArrayList<>();
            for (InitiatorTask task : tasks) {
                tags.add(session.sendImmediate(abort(task)));
                tags.add(session.sendImmediate(abort(task)));
            }
            for (int i = 0; i < 100; i++) {
                tags.add(session.sendImmediate(function(ABORT_TASK_SET)));
                tags.add(session.sendImmediate(function(LOGICAL_UNIT_RESET)));
                tags.add(session.sendImmediate(function(CLEAR_TASK_SET)));
            }
            session.nop(new byte[0]);
            server.device.release();
            for (int tag : tags) {
                assertTrue(session.awaitReply(tag).get8(2) <= 1);
            }
            tasks.forEach(session::forget);
            assertNothingIsLost(session);
        }
    }

    @Test
    void shouldRefuseMoreFunctionsThanAnyoneNeeds() throws InterruptedException {
        try (TestServer server = server();
                Session session = ready(server)) {
            List<InitiatorTask> tasks = fillQueue(server, session);
            int most = 4096;
            List<Integer> tags = IntStream.range(0, most)
                    .mapToObj(i -> session.sendImmediate(function(ABORT_TASK_SET)))
                    .toList();
            assertEquals(255, session.manageTasks(ABORT_TASK_SET, 0, null));
            server.device.release();
            for (int tag : tags) {
                assertEquals(0, session.awaitReply(tag).get8(2));
            }
            tasks.forEach(session::forget);
            assertNothingIsLost(session);
        }
    }

    @Test
    void shouldEndWithASessionThatLeavesInTheMiddle() throws InterruptedException {
        try (TestServer server = server()) {
            Session session = ready(server);
            List<InitiatorTask> tasks = fillQueue(server, session);
            tasks.forEach(task -> session.sendImmediate(abort(task)));
            session.sendImmediate(function(LOGICAL_UNIT_RESET));
            session.nop(new byte[0]);
            session.drop();
            server.device.release();
            try (Session again = ready(server)) {
                again.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
                assertNothingIsLost(again);
            }
        }
    }
}
