package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.read;
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
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The functions of iSCSIProtocolLevel 2: RFC 7144 4.2 and 4.3. */
class QueryFunctionsTest {
    private static final int ABORT_TASK = 1;
    private static final int QUERY_TASK = 9;
    private static final int QUERY_TASK_SET = 10;
    private static final int I_T_NEXUS_RESET = 11;
    private static final int QUERY_ASYNCHRONOUS_EVENT = 12;
    private static final int COMPLETE = 0;
    private static final int NO_SUCH_UNIT = 2;
    private static final int SUCCEEDED = 7;

    private static Session open(TestServer server, int qualifier) {
        return ready(server, TestServer.options().isidQualifier(qualifier).key("iSCSIProtocolLevel", 2));
    }

    @Test
    void shouldTellWhetherThereAreTasks() throws InterruptedException {
        try (TestServer server = new TestServer(from -> from.cores(2));
                Session session = open(server, 1);
                Session other = open(server, 2)) {
            assertEquals("2", session.negotiated().value("iSCSIProtocolLevel"));
            assertEquals(COMPLETE, session.manageTasks(QUERY_TASK_SET, 0, null));
            CountDownLatch arrived = server.device.hold(1);
            InitiatorTask task = session.submit(read(0, 8));
            HoldingDevice.await(arrived);
            assertEquals(SUCCEEDED, session.manageTasks(QUERY_TASK, 0, task));
            assertEquals(SUCCEEDED, session.manageTasks(QUERY_TASK_SET, 0, null));
            assertEquals(COMPLETE, other.manageTasks(QUERY_TASK, 0, task), "a task of another nexus");
            assertEquals(COMPLETE, other.manageTasks(QUERY_TASK_SET, 0, null));
            assertEquals(NO_SUCH_UNIT, session.manageTasks(QUERY_TASK, 9, task));
            assertEquals(NO_SUCH_UNIT, session.manageTasks(QUERY_TASK_SET, 9, null));
            server.device.release();
            assertTrue(session.await(task).isGood());
            assertEquals(COMPLETE, session.manageTasks(QUERY_TASK, 0, task));
            assertEquals(COMPLETE, session.manageTasks(QUERY_TASK_SET, 0, null));
            assertEquals(1, session.manageTasks(ABORT_TASK, 0, task));
        }
    }

    @Test
    void shouldTellOfAPendingUnitAttention() {
        try (TestServer server = new TestServer();
                Session session = open(server, 1)) {
            assertEquals(0, query(session));
            server.device.shrinkBy(1 << 20);
            server.refreshCapacity();
            assertEquals(0x162A09, query(session));
            ScsiResult attention = session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
            assertEquals(0x2A09, attention.additionalSense());
            assertEquals(0, query(session));
            assertEquals(NO_SUCH_UNIT, session.manageTasks(QUERY_ASYNCHRONOUS_EVENT, 9, null));
        }
    }

    /** The additional response information, 0 where the answer is that nothing is pending. */
    private static int query(Session session) {
        Pdu answer = session.awaitReply(session.sendImmediate(new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                .flags(0x80 | QUERY_ASYNCHRONOUS_EVENT)
                .transferTag(Pdu.RESERVED_TAG)));
        int information = answer.get32(8) >>> 8;
        assertEquals(information == 0 ? COMPLETE : SUCCEEDED, answer.get8(2));
        return information;
    }

    @Test
    void shouldLoseTheNexusAndKeepTheSessionWhenTheNexusIsReset() throws InterruptedException {
        try (TestServer server = new TestServer(from -> from.cores(2));
                Session session = open(server, 1);
                Session other = open(server, 2)) {
            CountDownLatch arrived = server.device.hold(2);
            InitiatorTask own = session.submit(read(0, 8));
            InitiatorTask foreign = other.submit(read(8, 8));
            HoldingDevice.await(arrived);
            int tag = session.sendImmediate(new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                    .flags(0x80 | I_T_NEXUS_RESET)
                    .transferTag(Pdu.RESERVED_TAG));
            session.nop(new byte[0]);
            server.device.release();
            assertEquals(COMPLETE, session.awaitReply(tag).get8(2));
            assertFalse(own.isDone());
            session.forget(own);
            assertTrue(other.await(foreign).isGood());
            assertEquals(
                    0x2907,
                    session.execute(ScsiCommand.none(0, Cdb.testUnitReady())).additionalSense());
            assertTrue(other.execute(ScsiCommand.none(0, Cdb.testUnitReady())).isGood());
        }
    }
}
