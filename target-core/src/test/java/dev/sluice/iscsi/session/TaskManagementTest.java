package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static dev.sluice.iscsi.session.TestCommands.read;
import static dev.sluice.iscsi.session.TestCommands.write;
import static dev.sluice.iscsi.session.TestServer.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.Session;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Single tasks that are aborted, as an initiator sees it: RFC 7143 11.5, 11.6. */
class TaskManagementTest {
    private static final int ABORT_TASK = 1;
    private static final int ABORT_TASK_SET = 2;
    private static final int LOGICAL_UNIT_RESET = 5;
    private static final int TASK_REASSIGN = 8;

    @Test
    void shouldAnswerPingsAndTaskManagementAheadOfQueuedData() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            int blocks = 4096;
            List<InitiatorTask> tasks = IntStream.range(0, 100)
                    .mapToObj(i -> session.submit(read(i, blocks)))
                    .toList();
            int ping = session.sendImmediate(new Pdu(Opcode.NOP_OUT).asFinal().transferTag(Pdu.RESERVED_TAG));
            int abort = session.sendImmediate(new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                    .flags(0x80 | ABORT_TASK)
                    .transferTag(tasks.getLast().taskTag())
                    .set32(32, tasks.getLast().cmdSn()));
            session.awaitReply(ping);
            assertFalse(tasks.stream().allMatch(InitiatorTask::isDone), "200 MiB were sent before a ping was answered");
            assertEquals(0, session.awaitReply(abort).get8(2));
            session.forget(tasks.getLast());
            long done = tasks.stream().filter(InitiatorTask::isDone).count();
            assertTrue(done < tasks.size() - 1, "200 MiB were sent before an abort was answered");
        }
    }

    @Test
    void shouldAnswerAbortTaskWhenTheTaskHasComeToRest() throws InterruptedException {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            CountDownLatch arrived = server.device.hold(1);
            InitiatorTask task = session.submit(write(0, random(4096)));
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
}
