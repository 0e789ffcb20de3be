package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.RawConnection;
import dev.sluice.iscsi.login.TargetLimits;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions of several connections: RFC 7143 4.2.2, 4.2.7.1, 6.3.4 and 11.14. */
class SeveralConnectionsTest {
    private static final int LOGGED_OUT = 0;
    private static final int CID_NOT_FOUND = 1;

    private final TestServer server = new TestServer(
            from -> TestServer.settings(from.cores(3), 32, 16, 30, 30, TargetLimits.DEFAULT.withRecovery(4, 0, 2, 0)));
    private final RawSession session =
            new RawSession(server, TestServer.options().key("MaxConnections", 4));

    @AfterEach
    void close() {
        session.close();
        server.close();
    }

    @Test
    void shouldAnswerEachCommandOnTheConnectionThatItCameOn() {
        RawConnection first = session.lead();
        List<RawConnection> all = List.of(
                first, session.join(first.tsih(), 1), session.join(first.tsih(), 2), session.join(first.tsih(), 3));

        for (int i = 0; i < 40; i++) {
            session.run(all.get(i % 4), session.cmdSn++, Cdb.read10(i, 1), 512);
        }

        assertEquals(1, server.sessionCount());
    }

    @Test
    void shouldKeepTheOrderOfCmdSnAcrossConnections() {
        RawConnection first = session.lead();
        RawConnection second = session.join(first.tsih(), 1);
        int early = session.send(second, session.cmdSn + 1, Cdb.read10(8, 1), 512);

        second.roundTrip(0x9001, session.cmdSn);
        int due = session.send(first, session.cmdSn, Cdb.read10(0, 1), 512);

        assertEquals(due, first.receive(Opcode.DATA_IN).taskTag());
        assertEquals(early, second.receive(Opcode.DATA_IN).taskTag());
    }

    @Test
    void shouldLetARequestThatIsNoCommandWaitForItsTurn() {
        RawConnection first = session.lead();
        RawConnection second = session.join(first.tsih(), 1);
        byte[] echo = {1, 2, 3, 4, 5};
        second.send(new Pdu(Opcode.NOP_OUT)
                .asFinal()
                .taskTag(0x77)
                .transferTag(Pdu.RESERVED_TAG)
                .cmdSn(session.cmdSn + 1)
                .data(echo));
        second.roundTrip(0x9001, session.cmdSn);

        session.send(first, session.cmdSn, Cdb.read10(0, 1), 512);

        Pdu answer = second.receive(Opcode.NOP_IN);
        assertEquals(0x77, answer.taskTag());
        assertArrayEquals(echo, answer.data());
        assertEquals(session.cmdSn + 2, answer.expCmdSn());
        first.receive(Opcode.DATA_IN);
    }

    @Test
    void shouldRefuseMoreConnectionsThanWereAgreed() {
        RawConnection first = session.lead();
        for (int cid = 1; cid < 4; cid++) {
            session.join(first.tsih(), cid);
        }

        LoginFailed refused = assertThrows(LoginFailed.class, () -> session.join(first.tsih(), 4));

        assertEquals(0x0206, refused.status());
        session.run(first, session.cmdSn++, Cdb.read10(0, 1), 512);
    }

    @Test
    void shouldRefuseToJoinWhatIsNotThere() {
        RawConnection first = session.lead();

        LoginFailed noSession = assertThrows(LoginFailed.class, () -> session.join(first.tsih() + 1, 1));
        LoginFailed otherIsid = assertThrows(
                LoginFailed.class,
                () -> RawConnection.login(
                        server.address(), session.joining(first.tsih(), 1).isidQualifier(7)));

        assertEquals(0x020a, noSession.status());
        assertEquals(0x020a, otherIsid.status());
    }

    /** 6.3.4: a login with the CID of a connection takes that connection's place. */
    @Test
    void shouldReinstateAConnection() {
        RawConnection first = session.lead();
        RawConnection second = session.join(first.tsih(), 1);
        server.device.hold(1);
        session.send(second, session.cmdSn++, Cdb.read10(0, 1), 512);
        second.roundTrip(0x9001, session.cmdSn);

        RawConnection again = session.join(first.tsih(), 1);

        assertTrue(second.connection().isClosedByTarget());
        server.device.release();
        session.run(again, session.cmdSn++, Cdb.read10(8, 1), 512);
        session.run(first, session.cmdSn++, Cdb.read10(8, 1), 512);
        assertEquals(1, server.sessionCount());
    }

    @Test
    void shouldCloseAnotherConnectionByLogout() {
        RawConnection first = session.lead();
        RawConnection second = session.join(first.tsih(), 1);

        assertEquals(CID_NOT_FOUND, session.logout(first, 1, 9));
        assertEquals(LOGGED_OUT, session.logout(first, 1, 1));

        assertTrue(second.connection().isClosedByTarget());
        session.run(first, session.cmdSn++, Cdb.read10(0, 1), 512);
    }

    @Test
    void shouldGoOnWithoutAConnectionThatLoggedItselfOut() {
        RawConnection first = session.lead();
        RawConnection second = session.join(first.tsih(), 1);

        assertEquals(LOGGED_OUT, session.logout(first, 1, 0));

        assertTrue(first.connection().isClosedByTarget());
        session.run(second, session.cmdSn++, Cdb.read10(0, 1), 512);
        assertEquals(1, server.sessionCount());
    }

    @Test
    void shouldCloseAllConnectionsWithTheSession() {
        RawConnection first = session.lead();
        RawConnection second = session.join(first.tsih(), 1);
        RawConnection third = session.join(first.tsih(), 2);

        assertEquals(LOGGED_OUT, session.logout(second, 0, 0));

        for (RawConnection connection : List.of(first, second, third)) {
            assertTrue(connection.connection().isClosedByTarget());
        }
    }

    /** A connection that breaks takes its tasks with it; those of the others go on. */
    @Test
    void shouldOutliveAConnectionThatBreaks() {
        RawConnection first = session.lead();
        RawConnection second = session.join(first.tsih(), 1);
        server.device.hold(1);
        session.send(second, session.cmdSn++, Cdb.read10(0, 1), 512);
        second.roundTrip(0x9001, session.cmdSn);
        int kept = session.send(first, session.cmdSn++, Cdb.read10(1, 1), 512);
        first.roundTrip(0x9002, session.cmdSn);

        second.connection().reset();
        server.device.release();

        assertEquals(kept, first.receive(Opcode.DATA_IN).taskTag());
        session.run(first, session.cmdSn++, Cdb.read10(8, 1), 512);
    }
}
