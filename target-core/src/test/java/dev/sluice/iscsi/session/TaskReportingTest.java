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
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that a task management function waits for, and initiators that it tells, by TaskReporting: RFC 7143 4.2.3.3 to 4.2.3.5. */
class TaskReportingTest {
    private static final int ABORT_TASK_SET = 2;
    private static final int CLEAR_TASK_SET = 4;
    private static final int LOGICAL_UNIT_RESET = 5;
    private static final int TASKS_TERMINATED = 5;
    private static final int BYTES = 64 << 10;

    private static LoginOptions options(int qualifier, String taskReporting) {
        return TestServer.options()
                .isidQualifier(qualifier)
                .key("ImmediateData", "No")
                .key("TaskReporting", taskReporting);
    }

    private static Pdu function(int function) {
        return new Pdu(Opcode.TASK_MANAGEMENT_REQUEST).flags(0x80 | function).transferTag(Pdu.RESERVED_TAG);
    }

    private static Pdu dataOut(InitiatorTask task, Pdu r2t) {
        return new Pdu(Opcode.DATA_OUT)
                .asFinal()
                .taskTag(task.taskTag())
                .transferTag(r2t.transferTag())
                .data(random(r2t.residual()));
    }

    private static Pdu awaitR2t(Session session) {
        Pdu r2t = session.connection().receive();
        assertEquals(Opcode.READY_TO_TRANSFER, r2t.opcode());
        return r2t;
    }

    private static void assertUsable(Session session) {
        session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
        assertArrayEquals(new byte[4096], session.execute(read(0, 8)).data());
        assertTrue(session.execute(write(0, random(4096))).isGood());
        assertArrayEquals(random(4096), session.execute(read(0, 8)).data());
    }

    @ParameterizedTest
    @CsvSource({ABORT_TASK_SET + ",RFC3720", LOGICAL_UNIT_RESET + ",RFC3720", CLEAR_TASK_SET + ",ResponseFence"})
    void shouldWaitForTheDataThatItHasAskedFor(int function, String reporting) {
        try (TestServer server = new TestServer();
                Session session = ready(server, options(1, reporting))) {
            assertEquals(reporting, session.negotiated().value("TaskReporting"));
            InitiatorTask task = session.submit(write(0, random(BYTES)));
            Pdu r2t = awaitR2t(session);
            int tag = session.sendImmediate(function(function));
            // The ping behind it is answered, the function is not.
            Pdu pong = session.nop(new byte[0]);
            assertEquals(pong.statSn() + 1, session.nop(new byte[0]).statSn());
            session.send(dataOut(task, r2t));
            assertEquals(0, session.awaitReply(tag).get8(2));
            session.forget(task);
            assertUsable(session);
        }
    }

    @Test
    void shouldNotWaitForEverForAnInitiatorThatSendsNothingMore() {
        try (TestServer server = new TestServer();
                Session session = ready(server, options(1, "RFC3720"))) {
            InitiatorTask task = session.submit(write(0, random(BYTES)));
            Pdu r2t = awaitR2t(session);
            assertEquals(0, session.manageTasks(LOGICAL_UNIT_RESET, 0, null));
            session.send(dataOut(task, r2t));
            session.forget(task);
            assertUsable(session);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {ABORT_TASK_SET, CLEAR_TASK_SET, LOGICAL_UNIT_RESET})
    void shouldNotWaitForDataAfterAFastAbort(int function) {
        try (TestServer server = new TestServer();
                Session session = ready(server, options(1, "FastAbort,RFC3720"))) {
            assertEquals("FastAbort", session.negotiated().value("TaskReporting"));
            InitiatorTask task = session.submit(write(0, random(BYTES)));
            Pdu r2t = awaitR2t(session);
            long start = System.nanoTime();
            assertEquals(0, session.manageTasks(function, 0, null));
            assertTrue(System.nanoTime() - start < 1_500_000_000L, "it waited");
            session.send(dataOut(task, r2t));
            session.forget(task);
            assertUsable(session);
            assertEquals(List.of(), session.asyncMessages(), "its only connection knows what it has asked for");
        }
    }

    /** The other session hears of the end of its tasks, or not: by its own TaskReporting and that of the requesting session. */
    @ParameterizedTest
    @CsvSource({
        "FastAbort,FastAbort,true",
        "RFC3720,FastAbort,true",
        "FastAbort,RFC3720,false",
        "RFC3720,ResponseFence,false"
    })
    void shouldTellOthersThatTheirTasksEndWhereTheyHaveAgreedOnIt(String asking, String other, boolean told)
            throws InterruptedException {
        try (TestServer server = new TestServer(from -> from.cores(2));
                Session one = ready(server, options(1, asking));
                Session two = ready(server, options(2, other))) {
            InitiatorTask writing = two.submit(write(0, random(BYTES)));
            Pdu r2t = awaitR2t(two);
            CountDownLatch arrived = server.device.hold(1);
            InitiatorTask reading = two.submit(read(0, 8));
            HoldingDevice.await(arrived);
            int tag = one.sendImmediate(function(CLEAR_TASK_SET));
            one.nop(new byte[0]);
            two.nop(new byte[0]);
            two.nop(new byte[0]);
            server.device.release();
            assertEquals(0, one.awaitReply(tag).get8(2));
            two.nop(new byte[0]);
            assertEquals(told ? 1 : 0, two.asyncMessages().size());
            if (told) {
                Pdu message = two.asyncMessages().getFirst();
                assertEquals(TASKS_TERMINATED, message.get8(36));
                assertEquals(0, message.lun());
                assertEquals(Pdu.RESERVED_TAG, message.taskTag());
                two.send(new Pdu(Opcode.NOP_OUT)
                        .immediate()
                        .asFinal()
                        .taskTag(Pdu.RESERVED_TAG)
                        .transferTag(Pdu.RESERVED_TAG)
                        .cmdSn(two.nextCmdSn()));
            } else {
                two.send(dataOut(writing, r2t));
            }
            two.forget(writing);
            two.forget(reading);
            assertUsable(two);
            assertFalse(writing.isDone() || reading.isDone());
        }
    }
}
