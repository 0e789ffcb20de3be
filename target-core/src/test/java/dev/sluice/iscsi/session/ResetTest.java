package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static dev.sluice.iscsi.session.TestCommands.read;
import static dev.sluice.iscsi.session.TestCommands.write;
import static dev.sluice.iscsi.session.TestServer.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.ScsiResult;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.login.TargetLimits;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that end tasks of several initiators: RFC 7143 4.2.3 and 11.5.1. */
class ResetTest {
    private static final int CLEAR_ACA = 3;
    private static final int CLEAR_TASK_SET = 4;
    private static final int LOGICAL_UNIT_RESET = 5;
    private static final int TARGET_WARM_RESET = 6;
    private static final int TARGET_COLD_RESET = 7;
    private static final int SESSION_DROPPED = 3;

    private static int begin(Session session, int function) {
        return session.sendImmediate(
                new Pdu(Opcode.TASK_MANAGEMENT_REQUEST).flags(0x80 | function).transferTag(Pdu.RESERVED_TAG));
    }

    private static ScsiResult testUnit(Session session) {
        return session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
    }

    private static void attention(Session session, int additional) {
        ScsiResult result = testUnit(session);
        assertEquals(6, result.senseKey());
        assertEquals(additional, result.additionalSense());
    }

    /** The attention for the one who asked, and for the other who loses a task; 0 for none. */
    @ParameterizedTest
    @CsvSource({
        CLEAR_TASK_SET + ",0,0x2F00",
        LOGICAL_UNIT_RESET + ",0x2903,0x2903",
        TARGET_WARM_RESET + ",0x2903,0x2903"
    })
    void shouldAnswerWhenTheTasksOfAllHaveComeToRest(int function, String own, String others)
            throws InterruptedException {
        try (TestServer server = new TestServer(from -> from.cores(2));
                Session one = ready(server, TestServer.options().isidQualifier(1));
                Session other = ready(server, TestServer.options().isidQualifier(2))) {
            CountDownLatch arrived = server.device.hold(2);
            InitiatorTask ours = one.submit(read(0, 8));
            InitiatorTask theirs = other.submit(read(8, 8));
            HoldingDevice.await(arrived);
            int reset = begin(one, function);
            one.nop(new byte[0]);
            // By the second answer the other loop has seen what the function gave it to do.
            other.nop(new byte[0]);
            other.nop(new byte[0]);
            server.device.release();
            assertEquals(0, one.awaitReply(reset).get8(2));
            assertFalse(ours.isDone(), "no status for aborted tasks");
            one.forget(ours);
            other.nop(new byte[0]);
            assertFalse(theirs.isDone(), "no status for aborted tasks: TAS is 0");
            other.forget(theirs);
            if (Integer.decode(own) != 0) {
                attention(one, Integer.decode(own));
            }
            assertTrue(testUnit(one).isGood());
            attention(other, Integer.decode(others));
            assertTrue(other.execute(read(0, 1)).isGood());
        }
    }

    @Test
    void shouldNotTellThoseWhoLostNothingWhenATaskSetIsCleared() {
        try (TestServer server = new TestServer(from -> from.cores(2));
                Session one = ready(server, TestServer.options().isidQualifier(1));
                Session other = ready(server, TestServer.options().isidQualifier(2))) {
            assertEquals(0, one.manageTasks(CLEAR_TASK_SET, 0, null));
            assertTrue(testUnit(other).isGood());
            assertEquals(2, one.manageTasks(CLEAR_TASK_SET, 9, null));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {CLEAR_TASK_SET, LOGICAL_UNIT_RESET, TARGET_WARM_RESET})
    void shouldOpenTheWindowOfAnotherSessionThatLostAllItsTasks(int function) throws InterruptedException {
        int depth = 8;
        try (TestServer server = new TestServer(
                        from -> TestServer.settings(from.cores(2), depth, 8, 30, 30, TargetLimits.DEFAULT));
                Session one = ready(server, TestServer.options().isidQualifier(1));
                Session other = ready(server, TestServer.options().isidQualifier(2))) {
            CountDownLatch arrived = server.device.hold(depth);
            List<InitiatorTask> tasks = IntStream.range(0, depth)
                    .mapToObj(i -> other.submit(write(8 * i, random(4096))))
                    .toList();
            HoldingDevice.await(arrived);
            other.nop(new byte[0]);
            assertEquals(0, other.window());
            int reset = begin(one, function);
            one.nop(new byte[0]);
            other.nop(new byte[0]);
            other.nop(new byte[0]);
            server.device.release();
            assertEquals(0, one.awaitReply(reset).get8(2));
            // Nothing is due to this session: the target itself says that the window is open.
            while (other.window() < depth) {
                other.pump();
            }
            tasks.forEach(other::forget);
            assertEquals(6, testUnit(other).senseKey());
            assertTrue(other.execute(read(0, 1)).isGood());
        }
    }

    @Test
    void shouldEndAllConnectionsAfterAColdReset() throws InterruptedException {
        try (TestServer server = new TestServer(from -> from.cores(2))) {
            Session one = ready(server, TestServer.options().isidQualifier(1));
            Session other = ready(server, TestServer.options().isidQualifier(2));
            CountDownLatch arrived = server.device.hold(1);
            InitiatorTask theirs = other.submit(write(0, random(4096)));
            HoldingDevice.await(arrived);
            int reset = begin(one, TARGET_COLD_RESET);
            one.nop(new byte[0]);
            other.nop(new byte[0]);
            other.nop(new byte[0]);
            server.device.release();
            assertEquals(0, one.awaitReply(reset).get8(2));
            for (Session session : new Session[] {one, other}) {
                Pdu last = null;
                for (Pdu next; (next = session.connection().receive()) != null; ) {
                    last = next;
                }
                assertEquals(Opcode.ASYNC_MESSAGE, last.opcode());
                assertEquals(SESSION_DROPPED, last.get8(36));
            }
            assertFalse(theirs.isDone());
            one.drop();
            other.drop();
            for (int qualifier = 1; qualifier <= 3; qualifier++) {
                try (Session again = server.login(TestServer.options().isidQualifier(qualifier))) {
                    attention(again, 0x2900);
                    assertTrue(again.execute(read(0, 1)).isGood());
                }
            }
        }
    }

    @Test
    void shouldNotKnowWhatThisTargetHasNot() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            assertEquals(5, session.manageTasks(CLEAR_ACA, 0, null));
            for (int function = 9; function <= 12; function++) {
                assertEquals(5, session.manageTasks(function, 0, null), "without iSCSIProtocolLevel 2: " + function);
            }
            assertEquals(5, session.manageTasks(13, 0, null));
            assertEquals(5, session.manageTasks(0, 0, null));
        }
    }
}
