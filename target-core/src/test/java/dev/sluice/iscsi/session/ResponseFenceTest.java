package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.RawConnection;
import dev.sluice.iscsi.login.TargetLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of responses on several connections: RFC 7143 4.2.2.3, and 4.2.3.4 d on the connections of the one who asks. */
class ResponseFenceTest {
    private static final int ABORT_TASK_SET = 2;
    private static final int LOGICAL_UNIT_RESET = 5;
    private static final int TASKS_TERMINATED = 5;

    private final TestServer server = new TestServer(
            from -> TestServer.settings(from.cores(2), 32, 16, 30, 30, TargetLimits.DEFAULT.withRecovery(4, 0, 2, 0)));
    private final List<RawConnection> connections = new ArrayList<>();
    private int cmdSn = 1;
    private int tag = 0x100;

    @AfterEach
    void close() {
        connections.forEach(RawConnection::close);
        server.close();
    }

    private RawConnection lead(String taskReporting) {
        LoginOptions options = TestServer.options().key("MaxConnections", 4).key("TaskReporting", taskReporting);
        RawConnection connection = RawConnection.login(server.address(), options);
        connections.add(connection);
        assertEquals(taskReporting, connection.negotiated().value("TaskReporting"));
        send(connection, Cdb.testUnitReady(), 0);
        connection.receive(Opcode.SCSI_RESPONSE);
        return connection;
    }

    private RawConnection join(RawConnection lead, int cid) {
        LoginOptions options = TestServer.options().tsih(lead.tsih()).cid(cid).firstCmdSn(cmdSn);
        RawConnection connection = RawConnection.login(server.address(), options);
        connections.add(connection);
        // Acknowledges the login response.
        connection.roundTrip(++tag, cmdSn);
        acknowledge(connection);
        return connection;
    }

    private int send(RawConnection connection, byte[] cdb, int expected) {
        connection.send(new Pdu(Opcode.SCSI_COMMAND)
                .flags(0x80 | (expected > 0 ? 0x40 : 0) | 1)
                .taskTag(++tag)
                .set32(20, expected)
                .cmdSn(cmdSn++)
                .setBytes(32, cdb));
        return tag;
    }

    private void manage(RawConnection connection, int function) {
        connection.send(new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                .immediate()
                .flags(0x80 | function)
                .taskTag(++tag)
                .transferTag(Pdu.RESERVED_TAG)
                .cmdSn(cmdSn));
    }

    private static boolean isPing(Pdu pdu) {
        return pdu.opcode() == Opcode.NOP_IN
                && pdu.taskTag() == Pdu.RESERVED_TAG
                && pdu.transferTag() != Pdu.RESERVED_TAG;
    }

    /** The next PDU that is no ping. */
    private static Pdu receive(RawConnection connection) {
        Pdu pdu;
        do {
            pdu = connection.receive();
        } while (isPing(pdu));
        return pdu;
    }

    private void acknowledge(RawConnection connection) {
        connection.send(new Pdu(Opcode.NOP_OUT)
                .immediate()
                .asFinal()
                .taskTag(Pdu.RESERVED_TAG)
                .transferTag(Pdu.RESERVED_TAG)
                .cmdSn(cmdSn));
    }

    /** The answer to a ping is no status of a logical unit, and passes the fence. */
    private void assertNothingElseComes(RawConnection connection) {
        connection.send(new Pdu(Opcode.NOP_OUT)
                .immediate()
                .asFinal()
                .taskTag(++tag)
                .transferTag(Pdu.RESERVED_TAG)
                .cmdSn(cmdSn));
        assertEquals(tag, receive(connection).taskTag());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ResponseFence", "FastAbort"})
    void shouldAnswerAFunctionWhenAllThatWasSaidIsAcknowledgedEverywhere(String taskReporting) {
        RawConnection one = lead(taskReporting);
        RawConnection two = join(one, 1);
        send(two, Cdb.read10(0, 1), 512);
        int before = two.expStatSn();
        assertEquals(Opcode.DATA_IN, two.receive().opcode());
        int after = two.expStatSn();

        manage(one, ABORT_TASK_SET);
        assertNothingElseComes(one);
        assertTrue(isPing(two.receive()), "the acknowledgement is asked for");
        two.expStatSn(before);
        acknowledge(two);
        assertNothingElseComes(one);
        two.expStatSn(after);
        acknowledge(two);

        assertEquals(Opcode.TASK_MANAGEMENT_RESPONSE, receive(one).opcode());
    }

    @Test
    void shouldSayNothingMoreBeforeTheAnswerIsAcknowledged() {
        RawConnection one = lead("ResponseFence");
        RawConnection two = join(one, 1);
        manage(one, ABORT_TASK_SET);
        // The next request carries the current ExpStatSN, which acknowledges all but the answer that is on its way.
        Pdu answer = receive(one);
        assertEquals(Opcode.TASK_MANAGEMENT_RESPONSE, answer.opcode());

        int read = send(two, Cdb.read10(0, 1), 512);
        Pdu data = receive(two);
        assertEquals(read, data.taskTag());
        assertEquals(0, data.flags() & 1, "data without the status");
        assertNothingElseComes(two);
        acknowledge(one);

        Pdu status = receive(two);
        assertEquals(Opcode.SCSI_RESPONSE, status.opcode());
        assertEquals(read, status.taskTag());
    }

    @Test
    void shouldPutTheUnitAttentionAfterAResetBehindAFence() {
        RawConnection one = lead("ResponseFence");
        RawConnection two = join(one, 1);
        manage(one, LOGICAL_UNIT_RESET);
        assertEquals(Opcode.TASK_MANAGEMENT_RESPONSE, receive(one).opcode());
        acknowledge(one);

        int unready = send(two, Cdb.testUnitReady(), 0);
        Pdu attention = receive(two);
        assertEquals(unready, attention.taskTag());
        assertEquals(2, attention.get8(3));
        int ready = send(one, Cdb.testUnitReady(), 0);
        assertNothingElseComes(one);
        acknowledge(two);

        Pdu good = receive(one);
        assertEquals(ready, good.taskTag());
        assertEquals(0, good.get8(3));
    }

    @Test
    void shouldForgetAConnectionThatGoesBeforeItAcknowledges() {
        RawConnection one = lead("ResponseFence");
        RawConnection two = join(one, 1);
        send(two, Cdb.read10(0, 1), 512);
        two.receive(Opcode.DATA_IN);
        manage(one, ABORT_TASK_SET);
        assertNothingElseComes(one);

        two.close();

        assertEquals(Opcode.TASK_MANAGEMENT_RESPONSE, receive(one).opcode());
        int ready = send(one, Cdb.testUnitReady(), 0);
        assertEquals(ready, receive(one).taskTag());
    }

    @Test
    void shouldNeedNoFenceWhereItWasNotAgreedOn() {
        RawConnection one = lead("RFC3720");
        RawConnection two = join(one, 1);
        send(two, Cdb.read10(0, 1), 512);
        two.receive(Opcode.DATA_IN);
        manage(one, ABORT_TASK_SET);
        assertEquals(Opcode.TASK_MANAGEMENT_RESPONSE, receive(one).opcode());
    }

    /** RFC 7143 4.2.3.4 d 2: on each connection but that of the request which has a task concerned. */
    @Test
    void shouldTellTheOtherConnectionsOfTheInitiatorOfAFastAbort() throws InterruptedException {
        RawConnection one = lead("FastAbort");
        RawConnection two = join(one, 1);
        RawConnection three = join(one, 2);
        CountDownLatch arrived = server.device.hold(2);
        send(one, Cdb.read10(0, 1), 512);
        send(two, Cdb.read10(8, 1), 512);
        HoldingDevice.await(arrived);

        manage(one, ABORT_TASK_SET);
        Pdu message = receive(two);
        assertEquals(Opcode.ASYNC_MESSAGE, message.opcode());
        assertEquals(TASKS_TERMINATED, message.get8(36));
        acknowledge(two);
        server.device.release();

        Pdu answer = receive(one);
        assertEquals(Opcode.TASK_MANAGEMENT_RESPONSE, answer.opcode());
        assertEquals(0, answer.get8(2));
        assertNothingElseComes(three);
    }
}
