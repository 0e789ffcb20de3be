package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static dev.sluice.iscsi.session.TestCommands.read;
import static dev.sluice.iscsi.session.TestCommands.write;
import static dev.sluice.iscsi.session.TestServer.ready;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions and the commands that were sent before and after them: RFC 7143 4.2.3.3, 4.2.3.4 and 11.6.1. */
class AbortOrderTest {
    private static final int ABORT_TASK = 1;
    private static final int ABORT_TASK_SET = 2;
    private static final int CLEAR_TASK_SET = 4;
    private static final int LOGICAL_UNIT_RESET = 5;
    private static final int TARGET_WARM_RESET = 6;

    private static Pdu function(int function) {
        return new Pdu(Opcode.TASK_MANAGEMENT_REQUEST).flags(0x80 | function).transferTag(Pdu.RESERVED_TAG);
    }

    private static Pdu abort(int taskTag, int refCmdSn) {
        return new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                .flags(0x80 | ABORT_TASK)
                .transferTag(taskTag)
                .set32(32, refCmdSn);
    }

    private static void passAttention(Session session) {
        session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
    }

    @ParameterizedTest
    @ValueSource(ints = {ABORT_TASK_SET, CLEAR_TASK_SET, LOGICAL_UNIT_RESET})
    void shouldWaitForCommandsThatWereSentBeforeAndHaveNotArrived(int function) {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            InitiatorTask late = session.prepare(write(0, random(4096)));
            InitiatorTask early = session.submit(write(8, random(4096)));
            int tag = session.sendImmediate(function(function));
            InitiatorTask after = session.submit(write(16, random(4096)));
            session.nop(new byte[0]);
            session.nop(new byte[0]);
            assertFalse(early.isDone() || after.isDone());
            session.sendPrepared(late);
            assertEquals(0, session.awaitReply(tag).get8(2));
            boolean lateWasDone = late.isDone();
            session.await(after);
            assertEquals(function != LOGICAL_UNIT_RESET, after.result().isGood());
            assertFalse(early.isDone(), "aborted when the last that was missing had arrived");
            assertEquals(lateWasDone, late.isDone(), "a status behind the function's response");
            session.forget(late);
            session.forget(early);
            assertArrayEquals(new byte[4096], session.execute(read(8, 8)).data());
        }
    }

    @Test
    void shouldTakeItsTurnWhenItIsNotImmediate() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            InitiatorTask late = session.prepare(read(0, 8));
            int tag = session.sendInOrder(function(ABORT_TASK_SET));
            InitiatorTask after = session.submit(read(8, 8));
            session.nop(new byte[0]);
            assertFalse(after.isDone());
            session.sendPrepared(late);
            assertTrue(session.await(after).isGood());
            session.awaitReply(tag);
        }
    }

    @Test
    void shouldTakeForArrivedWhatPrecedesATargetReset() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            InitiatorTask late = session.prepare(write(0, random(4096)));
            InitiatorTask early = session.submit(write(8, random(4096)));
            int window = session.window();
            int tag = session.sendImmediate(function(TARGET_WARM_RESET));
            assertEquals(0, session.awaitReply(tag).get8(2));
            session.sendPrepared(late);
            passAttention(session);
            assertFalse(late.isDone() || early.isDone());
            session.forget(late);
            session.forget(early);
            assertArrayEquals(new byte[4096], session.execute(read(0, 8)).data());
            assertArrayEquals(new byte[4096], session.execute(read(8, 8)).data());
            assertEquals(window + 2, session.window(), "what never arrived takes no place in the window");
        }
    }

    @Test
    void shouldTakeForArrivedATaskThatIsAbortedBeforeItComes() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            InitiatorTask late = session.prepare(write(0, random(4096)));
            InitiatorTask after = session.submit(read(8, 8));
            int tag = session.sendImmediate(abort(late.taskTag(), late.cmdSn()));
            assertEquals(0, session.awaitReply(tag).get8(2));
            assertTrue(session.await(after).isGood(), "nobody waits for the task any more");
            session.sendPrepared(late);
            assertArrayEquals(new byte[4096], session.execute(read(0, 8)).data());
            assertFalse(late.isDone());
            session.forget(late);
            assertEquals(
                    1,
                    session.awaitReply(session.sendImmediate(abort(late.taskTag(), late.cmdSn())))
                            .get8(2));
        }
    }

    @Test
    void shouldNotTakeForArrivedATaskThatWasSentAfterTheAbort() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            int tag = session.sendImmediate(abort(0x7777, session.nextCmdSn()));
            assertEquals(1, session.awaitReply(tag).get8(2));
            assertTrue(session.execute(read(0, 8)).isGood());
        }
    }

    @Test
    void shouldSpareATaskOfAnotherLogicalUnit() throws InterruptedException {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            CountDownLatch arrived = server.device.hold(1);
            InitiatorTask task = session.submit(read(0, 8));
            HoldingDevice.await(arrived);
            int tag = session.sendImmediate(abort(task.taskTag(), task.cmdSn()).lun(ScsiCommand.flatLun(9)));
            assertEquals(2, session.awaitReply(tag).get8(2));
            server.device.release();
            assertTrue(session.await(task).isGood());
        }
    }

    @Test
    void shouldAnswerBehindTheStatusOfWhatWasDone() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            InitiatorTask[] tasks = new InitiatorTask[32];
            for (int i = 0; i < tasks.length; i++) {
                tasks[i] = session.submit(read(i, 512));
            }
            int tag = session.sendImmediate(function(ABORT_TASK_SET));
            assertEquals(0, session.awaitReply(tag).get8(2));
            boolean[] done = new boolean[tasks.length];
            for (int i = 0; i < tasks.length; i++) {
                done[i] = tasks[i].isDone();
            }
            session.nop(new byte[0]);
            session.execute(read(0, 1));
            for (int i = 0; i < tasks.length; i++) {
                assertEquals(done[i], tasks[i].isDone(), "a status behind the function's response");
                session.forget(tasks[i]);
            }
        }
    }

    @Test
    void shouldNotWaitForNumbersBeyondTheWindow() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            Pdu far = function(ABORT_TASK_SET).immediate().taskTag(0x5555).cmdSn(session.nextCmdSn() + 100_000);
            session.send(far);
            assertEquals(0, session.awaitReply(0x5555).get8(2));
            Pdu reset = function(TARGET_WARM_RESET).immediate().taskTag(0x5556).cmdSn(session.nextCmdSn() + 100_000);
            session.send(reset);
            assertEquals(0, session.awaitReply(0x5556).get8(2));
            passAttention(session);
            assertTrue(session.execute(read(0, 8)).isGood());
        }
    }
}
