package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.iscsi.login.TargetLimits;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Logout, and what becomes of tasks: RFC 7143 11.14, 11.15. */
class LogoutTest {
    private static final int CLOSE_SESSION = 0;
    private static final int CLOSE_CONNECTION = 1;
    private static final int FOR_RECOVERY = 2;

    private static final int DONE = 0;
    private static final int CID_NOT_FOUND = 1;
    private static final int RECOVERY_NOT_SUPPORTED = 2;

    private static final int COMMANDS_CLEARED = 0x6477f;

    private static TestServer forSeveralConnections() {
        return new TestServer(from ->
                TestServer.settings(from.cores(2), 32, 16, 30, 30, TargetLimits.DEFAULT.withRecovery(4, 0, 2, 0)));
    }

    private static Wire lead(TestServer server) {
        return Wire.ready(server, TestServer.options().key("MaxConnections", 4));
    }

    /** Another connection of the session, which shares its CmdSN. */
    private static Wire join(TestServer server, Wire lead, int cid) {
        LoginOptions options =
                TestServer.options().tsih(lead.raw().tsih()).cid(cid).firstCmdSn(lead.cmdSn());
        return Wire.login(server, options);
    }

    @Test
    void shouldCloseTheSession() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            assertEquals(
                    DONE,
                    wire.exchange(wire.logout(CLOSE_SESSION, 0), Opcode.LOGOUT_RESPONSE)
                            .get8(2));
            wire.isClosedByTarget();
        }
    }

    @Test
    void shouldCloseTheOnlyConnection() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server, TestServer.options().cid(7))) {
            Pdu unknown = wire.exchange(wire.logout(CLOSE_CONNECTION, 6), Opcode.LOGOUT_RESPONSE);
            assertEquals(CID_NOT_FOUND, unknown.get8(2));
            Pdu closed = wire.exchange(wire.logout(CLOSE_CONNECTION, 7), Opcode.LOGOUT_RESPONSE);
            assertEquals(DONE, closed.get8(2));
            wire.isClosedByTarget();
        }
    }

    @Test
    void shouldSayThatItDoesNotRecoverConnectionsAtLevel0() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            Pdu response = wire.exchange(wire.logout(FOR_RECOVERY, 0), Opcode.LOGOUT_RESPONSE);
            assertEquals(RECOVERY_NOT_SUPPORTED, response.get8(2));
            wire.hasOnlyPingToAnswer();
        }
    }

    /** Pending commands end without a word, and the disk is free for the next session once they are at rest. */
    @Test
    void shouldEndPendingCommandsWithTheSession() throws InterruptedException {
        try (TestServer server = new TestServer()) {
            try (Wire wire = Wire.ready(server)) {
                CountDownLatch arrived = server.device.hold(1);
                wire.send(wire.read(0, 1));
                HoldingDevice.await(arrived);
                wire.send(wire.logout(CLOSE_SESSION, 0));
                Pdu response = wire.receive(Opcode.LOGOUT_RESPONSE);
                assertEquals(DONE, response.get8(2));
                wire.isClosedByTarget();
                server.device.release();
            }
            try (Wire next = Wire.ready(server)) {
                next.exchange(next.read(0, 1), Opcode.DATA_IN);
            }
        }
    }

    /** 11.14.5: the session goes on, and learns that commands are gone. */
    @Test
    void shouldReportAUnitAttentionForTasksOfAConnectionThatLoggedOut() throws InterruptedException {
        try (TestServer server = forSeveralConnections();
                Wire first = lead(server);
                Wire second = join(server, first, 1)) {
            CountDownLatch arrived = server.device.hold(1);
            second.send(second.read(0, 1));
            HoldingDevice.await(arrived);
            first.cmdSn(second.cmdSn());
            first.send(first.logout(CLOSE_CONNECTION, 1));
            server.device.release();
            assertEquals(DONE, first.receive(Opcode.LOGOUT_RESPONSE).get8(2));
            second.isClosedByTarget();
            Pdu attention = first.exchange(first.command(Cdb.testUnitReady(), 0, 0), Opcode.SCSI_RESPONSE);
            assertEquals(COMMANDS_CLEARED, Wire.sense(attention));
            first.exchange(first.read(0, 1), Opcode.DATA_IN);
        }
    }

    @Test
    void shouldReportAUnitAttentionForTasksOfAConnectionThatBroke() throws InterruptedException {
        try (TestServer server = forSeveralConnections();
                Wire first = lead(server);
                Wire second = join(server, first, 1)) {
            CountDownLatch arrived = server.device.hold(1);
            second.send(second.read(0, 1));
            HoldingDevice.await(arrived);
            first.cmdSn(second.cmdSn());
            second.raw().connection().reset();
            int notFound;
            do {
                notFound = first.exchange(first.logout(CLOSE_CONNECTION, 1), Opcode.LOGOUT_RESPONSE)
                        .get8(2);
            } while (notFound != CID_NOT_FOUND && notFound != DONE);
            server.device.release();
            Pdu attention = first.exchange(first.command(Cdb.testUnitReady(), 0, 0), Opcode.SCSI_RESPONSE);
            assertEquals(COMMANDS_CLEARED, Wire.sense(attention));
        }
    }

    @Test
    void shouldReportNothingWhereNoTaskWasEnded() {
        try (TestServer server = forSeveralConnections();
                Wire first = lead(server);
                Wire second = join(server, first, 1)) {
            second.exchange(second.read(0, 1), Opcode.DATA_IN);
            first.cmdSn(second.cmdSn());
            first.exchange(first.logout(CLOSE_CONNECTION, 1), Opcode.LOGOUT_RESPONSE);
            Pdu ready = first.exchange(first.command(Cdb.testUnitReady(), 0, 0), Opcode.SCSI_RESPONSE);
            assertEquals(0, Wire.status(ready));
        }
    }

    /** 11.14: what had not had its turn is discarded; its CmdSN is free for the initiator to use again. */
    @Test
    void shouldDiscardWhatWaitsBehindAHoleOnAConnectionThatLogsOut() {
        try (TestServer server = forSeveralConnections();
                Wire first = lead(server);
                Wire second = join(server, first, 1)) {
            int hole = first.cmdSn();
            second.cmdSn(hole + 1);
            second.send(second.read(0, 1));
            second.hasOnlyPingToAnswer();
            first.exchange(first.logout(CLOSE_CONNECTION, 1), Opcode.LOGOUT_RESPONSE);
            second.isClosedByTarget();

            Pdu filling = first.send(first.read(4, 1));
            assertEquals(hole + 1, first.receive(Opcode.DATA_IN, filling).expCmdSn());
            Pdu again = first.send(first.read(0, 1));
            assertEquals(hole + 2, first.receive(Opcode.DATA_IN, again).expCmdSn());
        }
    }

    /** 7.7: a PDU that breaks the format ends all connections of its session. */
    @Test
    void shouldEndAllConnectionsOnAFormatError() {
        try (TestServer server = forSeveralConnections();
                Wire first = lead(server);
                Wire second = join(server, first, 1);
                Wire bystander = Wire.ready(server, TestServer.options().isidQualifier(5))) {
            second.send(second.ping().claimDataLength(0xffffff));
            second.isClosedByTarget();
            first.isClosedByTarget();
            bystander.hasOnlyPingToAnswer();
        }
    }

    /** 7.8: a header digest error ends its connection, no other. */
    @Test
    void shouldEndOneConnectionOnAHeaderDigestError() {
        try (TestServer server = forSeveralConnections();
                Wire first = lead(server);
                Wire second = Wire.login(
                        server,
                        TestServer.options()
                                .tsih(first.raw().tsih())
                                .cid(1)
                                .firstCmdSn(first.cmdSn())
                                .digests(true, false))) {
            second.send(second.ping().spoilHeaderDigest());
            second.isClosedByTarget();
            first.hasOnlyPingToAnswer();
        }
    }

    /** 4.2.2.1: the window that the tasks of another connection leave is told on this one. */
    @Test
    void shouldTellOfTheWindowThatALostConnectionLeaves() throws InterruptedException {
        int depth = 4;
        try (TestServer server = new TestServer(from -> TestServer.settings(
                        from.cores(2), depth, 16, 30, 30, TargetLimits.DEFAULT.withRecovery(4, 0, 2, 0)));
                Wire first = lead(server);
                Wire second = join(server, first, 1)) {
            CountDownLatch arrived = server.device.hold(depth);
            for (int i = 0; i < depth; i++) {
                second.send(second.read(i, 1));
            }
            HoldingDevice.await(arrived);
            first.cmdSn(second.cmdSn());
            Pdu pong = first.hasOnlyPingToAnswer();
            assertEquals(pong.expCmdSn() - 1, pong.maxCmdSn());
            second.raw().connection().reset();
            server.device.release();
            Pdu news;
            do {
                news = first.raw().receiveAny();
                assertEquals(Opcode.NOP_IN, news.opcode());
                assertEquals(Pdu.RESERVED_TAG, news.taskTag());
            } while (news.maxCmdSn() - news.expCmdSn() + 1 < depth);
            assertTrue(news.transferTag() == Pdu.RESERVED_TAG);
        }
    }
}
