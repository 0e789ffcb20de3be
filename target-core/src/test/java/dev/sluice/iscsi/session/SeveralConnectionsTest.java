package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.RawConnection;
import dev.sluice.iscsi.login.TargetLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions of several connections: RFC 7143 4.2.2, 4.2.7.1, 6.3.4 and 11.14. */
class SeveralConnectionsTest {
    private static final int LOGGED_OUT = 0;
    private static final int CID_NOT_FOUND = 1;

    private final TestServer server = new TestServer(from ->
            TestServer.settings(from.withCores(3), 32, 16, 30, 30, TargetLimits.DEFAULT.withRecovery(4, 0, 2, 0)));
    private final List<RawConnection> connections = new ArrayList<>();
    private int cmdSn = 1;
    private int tag = 0x100;

    @AfterEach
    void close() {
        connections.forEach(RawConnection::close);
        server.close();
    }

    private static LoginOptions options() {
        return TestServer.options().key("MaxConnections", 4);
    }

    private RawConnection lead() {
        RawConnection connection = RawConnection.login(server.address(), options());
        connections.add(connection);
        assertEquals("4", connection.negotiated().value("MaxConnections"));
        run(connection, cmdSn++, Cdb.testUnitReady(), 0);
        return connection;
    }

    private RawConnection join(int tsih, int cid) {
        RawConnection connection = RawConnection.login(server.address(), joining(tsih, cid));
        connections.add(connection);
        return connection;
    }

    private LoginOptions joining(int tsih, int cid) {
        return TestServer.options().tsih(tsih).cid(cid).firstCmdSn(cmdSn);
    }

    private int send(RawConnection connection, int number, byte[] cdb, int expected) {
        connection.send(new Pdu(Opcode.SCSI_COMMAND)
                .flags(0x80 | (expected > 0 ? 0x40 : 0) | 1)
                .taskTag(++tag)
                .set32(20, expected)
                .cmdSn(number)
                .setBytes(32, cdb));
        return tag;
    }

    private void run(RawConnection connection, int number, byte[] cdb, int expected) {
        int sent = send(connection, number, cdb, expected);
        Pdu answer = connection.receive();
        assertEquals(sent, answer.taskTag());
    }

    private int logout(RawConnection connection, int reason, int cid) {
        connection.send(new Pdu(Opcode.LOGOUT_REQUEST)
                .immediate()
                .flags(0x80 | reason)
                .taskTag(++tag)
                .set16(20, cid)
                .cmdSn(cmdSn));
        return connection.receive(Opcode.LOGOUT_RESPONSE).get8(2);
    }

    @Test
    void shouldAnswerEachCommandOnTheConnectionThatItCameOn() {
        RawConnection first = lead();
        List<RawConnection> all = List.of(first, join(first.tsih(), 1), join(first.tsih(), 2), join(first.tsih(), 3));

        for (int i = 0; i < 40; i++) {
            run(all.get(i % 4), cmdSn++, Cdb.read10(i, 1), 512);
        }

        assertEquals(1, server.sessionCount());
    }

    @Test
    void shouldKeepTheOrderOfCmdSnAcrossConnections() {
        RawConnection first = lead();
        RawConnection second = join(first.tsih(), 1);
        int early = send(second, cmdSn + 1, Cdb.read10(8, 1), 512);

        second.roundTrip(0x9001, cmdSn);
        int due = send(first, cmdSn, Cdb.read10(0, 1), 512);

        assertEquals(due, first.receive(Opcode.DATA_IN).taskTag());
        assertEquals(early, second.receive(Opcode.DATA_IN).taskTag());
    }

    @Test
    void shouldLetARequestThatIsNoCommandWaitForItsTurn() {
        RawConnection first = lead();
        RawConnection second = join(first.tsih(), 1);
        byte[] echo = {1, 2, 3, 4, 5};
        second.send(new Pdu(Opcode.NOP_OUT)
                .asFinal()
                .taskTag(0x77)
                .transferTag(Pdu.RESERVED_TAG)
                .cmdSn(cmdSn + 1)
                .data(echo));
        second.roundTrip(0x9001, cmdSn);

        send(first, cmdSn, Cdb.read10(0, 1), 512);

        Pdu answer = second.receive(Opcode.NOP_IN);
        assertEquals(0x77, answer.taskTag());
        assertArrayEquals(echo, answer.data());
        assertEquals(cmdSn + 2, answer.expCmdSn());
        first.receive(Opcode.DATA_IN);
    }

    @Test
    void shouldRefuseMoreConnectionsThanWereAgreed() {
        RawConnection first = lead();
        for (int cid = 1; cid < 4; cid++) {
            join(first.tsih(), cid);
        }

        LoginFailed refused = assertThrows(LoginFailed.class, () -> join(first.tsih(), 4));

        assertEquals(0x0206, refused.status());
        run(first, cmdSn++, Cdb.read10(0, 1), 512);
    }

    @Test
    void shouldRefuseToJoinWhatIsNotThere() {
        RawConnection first = lead();

        LoginFailed noSession = assertThrows(LoginFailed.class, () -> join(first.tsih() + 1, 1));
        LoginFailed otherIsid = assertThrows(
                LoginFailed.class,
                () -> RawConnection.login(
                        server.address(), joining(first.tsih(), 1).isidQualifier(7)));

        assertEquals(0x020a, noSession.status());
        assertEquals(0x020a, otherIsid.status());
    }

    /** 6.3.4: a login with the CID of a connection takes that connection's place. */
    @Test
    void shouldReinstateAConnection() {
        RawConnection first = lead();
        RawConnection second = join(first.tsih(), 1);
        server.device.hold(1);
        send(second, cmdSn++, Cdb.read10(0, 1), 512);
        second.roundTrip(0x9001, cmdSn);

        RawConnection again = join(first.tsih(), 1);

        assertTrue(second.connection().isClosedByTarget());
        server.device.release();
        run(again, cmdSn++, Cdb.read10(8, 1), 512);
        run(first, cmdSn++, Cdb.read10(8, 1), 512);
        assertEquals(1, server.sessionCount());
    }

    @Test
    void shouldCloseAnotherConnectionByLogout() {
        RawConnection first = lead();
        RawConnection second = join(first.tsih(), 1);

        assertEquals(CID_NOT_FOUND, logout(first, 1, 9));
        assertEquals(LOGGED_OUT, logout(first, 1, 1));

        assertTrue(second.connection().isClosedByTarget());
        run(first, cmdSn++, Cdb.read10(0, 1), 512);
    }

    @Test
    void shouldGoOnWithoutAConnectionThatLoggedItselfOut() {
        RawConnection first = lead();
        RawConnection second = join(first.tsih(), 1);

        assertEquals(LOGGED_OUT, logout(first, 1, 0));

        assertTrue(first.connection().isClosedByTarget());
        run(second, cmdSn++, Cdb.read10(0, 1), 512);
        assertEquals(1, server.sessionCount());
    }

    @Test
    void shouldCloseAllConnectionsWithTheSession() {
        RawConnection first = lead();
        RawConnection second = join(first.tsih(), 1);
        RawConnection third = join(first.tsih(), 2);

        assertEquals(LOGGED_OUT, logout(second, 0, 0));

        for (RawConnection connection : List.of(first, second, third)) {
            assertTrue(connection.connection().isClosedByTarget());
        }
    }

    /** A connection that breaks takes its tasks with it; those of the others go on. */
    @Test
    void shouldOutliveAConnectionThatBreaks() {
        RawConnection first = lead();
        RawConnection second = join(first.tsih(), 1);
        server.device.hold(1);
        send(second, cmdSn++, Cdb.read10(0, 1), 512);
        second.roundTrip(0x9001, cmdSn);
        int kept = send(first, cmdSn++, Cdb.read10(1, 1), 512);
        first.roundTrip(0x9002, cmdSn);

        second.connection().reset();
        server.device.release();

        assertEquals(kept, first.receive(Opcode.DATA_IN).taskTag());
        run(first, cmdSn++, Cdb.read10(8, 1), 512);
    }
}
