package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.iscsi.login.TargetLimits;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Limits and duties of recovery: RFC 7143 6.3.4, 7.2.2, 7.14, 11.5.1 and 11.14. */
class RecoveryRulesTest {
    private static final int ABORT_TASK = 1;
    private static final int TASK_REASSIGN = 8;

    private static final int COMPLETE = 0;
    private static final int NO_SUCH_TASK = 1;
    private static final int REASSIGNMENT_NOT_SUPPORTED = 4;
    private static final int REJECTED = 255;

    private static final int COMMANDS_CLEARED = 0x6477f;
    private static final int CLOSE_CONNECTION = 1;
    private static final int FOR_RECOVERY = 2;

    private static TestServer recovering(int connections) {
        return new TestServer(from -> TestServer.settings(
                from.cores(2), 32, 16, 30, 30, TargetLimits.DEFAULT.withRecovery(connections, 2, 0, 20)));
    }

    private static LoginOptions options(int connections) {
        return TestServer.options()
                .key("MaxConnections", connections)
                .key("ErrorRecoveryLevel", 2)
                .key("DefaultTime2Wait", 0)
                .key("DefaultTime2Retain", 20);
    }

    private static Wire join(TestServer server, Wire lead, int cid) {
        return Wire.login(
                server, TestServer.options().tsih(lead.raw().tsih()).cid(cid).firstCmdSn(lead.cmdSn()));
    }

    /** 7.2.2: below level 2. */
    @Test
    void shouldNotReassignWithoutRecoveryOfConnections() throws InterruptedException {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            CountDownLatch arrived = server.device.hold(1);
            Pdu read = wire.send(wire.read(0, 1));
            HoldingDevice.await(arrived);
            Pdu reassign = wire.exchange(wire.manage(TASK_REASSIGN, read), Opcode.TASK_MANAGEMENT_RESPONSE);
            assertEquals(REASSIGNMENT_NOT_SUPPORTED, reassign.get8(2));
            server.device.release();
            wire.receive(Opcode.DATA_IN, read);
        }
    }

    /** 6.3.4: a connection more, so that the old one can be recovered. */
    @Test
    void shouldTakeASecondConnectionWhereOneIsAgreedOnAtLevel2() throws InterruptedException {
        try (TestServer server = recovering(1);
                Wire old = Wire.ready(server, options(1))) {
            CountDownLatch arrived = server.device.hold(1);
            Pdu read = old.send(old.read(0, 1));
            HoldingDevice.await(arrived);
            try (Wire fresh = join(server, old, 1)) {
                Pdu logout = fresh.exchange(fresh.logout(FOR_RECOVERY, 0), Opcode.LOGOUT_RESPONSE);
                assertEquals(COMPLETE, logout.get8(2));
                old.isClosedByTarget();
                Pdu reassign =
                        fresh.exchange(fresh.manage(TASK_REASSIGN, read).set32(32, 0), Opcode.TASK_MANAGEMENT_RESPONSE);
                assertEquals(COMPLETE, reassign.get8(2));
                server.device.release();
                fresh.receive(Opcode.DATA_IN, read);
                fresh.receive(Opcode.SCSI_RESPONSE, read);
            }
        }
    }

    /** 7.14: an immediate command cannot be recovered. */
    @Test
    void shouldEndImmediateCommandsWithTheirConnection() throws InterruptedException {
        try (TestServer server = recovering(2);
                Wire first = Wire.ready(server, options(2));
                Wire second = join(server, first, 1)) {
            CountDownLatch arrived = server.device.hold(1);
            Pdu read = second.read(0, 1).immediate();
            second.cmdSn(read.get32(24));
            second.send(read);
            HoldingDevice.await(arrived);
            assertEquals(
                    COMPLETE,
                    first.exchange(first.logout(FOR_RECOVERY, 1), Opcode.LOGOUT_RESPONSE)
                            .get8(2));
            second.isClosedByTarget();
            server.device.release();
            Pdu attention = first.exchange(first.command(Cdb.testUnitReady(), 0, 0), Opcode.SCSI_RESPONSE);
            assertEquals(COMMANDS_CLEARED, Wire.sense(attention));
            Pdu reassign = first.exchange(first.manage(TASK_REASSIGN, read), Opcode.TASK_MANAGEMENT_RESPONSE);
            assertEquals(NO_SUCH_TASK, reassign.get8(2));
        }
    }

    /** 11.14: what waits behind a hole is discarded at level 2, too, and can be sent again over another connection. */
    @Test
    void shouldDiscardWhatWaitsBehindAHoleOfALostConnection() {
        try (TestServer server = recovering(2);
                Wire first = Wire.ready(server, options(2));
                Wire second = join(server, first, 1)) {
            int hole = first.cmdSn();
            second.cmdSn(hole + 1);
            Pdu early = second.send(second.read(0, 1));
            second.hasOnlyPingToAnswer();
            first.exchange(first.logout(FOR_RECOVERY, 1), Opcode.LOGOUT_RESPONSE);
            second.isClosedByTarget();
            Pdu filling = first.send(first.read(4, 1));
            assertEquals(hole + 1, first.receive(Opcode.DATA_IN, filling).expCmdSn());
            first.receive(Opcode.SCSI_RESPONSE, filling);
            first.send(early);
            assertEquals(hole + 2, first.receive(Opcode.DATA_IN, early).expCmdSn());
            first.receive(Opcode.SCSI_RESPONSE, early);
        }
    }

    /** 11.14: a connection removes itself, and its task goes on over one that comes later. */
    @Test
    void shouldLetAConnectionRemoveItselfForRecovery() throws InterruptedException {
        try (TestServer server = recovering(2);
                Wire first = Wire.ready(server, options(2));
                Wire second = join(server, first, 1)) {
            CountDownLatch arrived = server.device.hold(1);
            Pdu read = second.send(second.read(0, 1));
            HoldingDevice.await(arrived);
            first.cmdSn(second.cmdSn());
            assertEquals(
                    COMPLETE,
                    second.exchange(second.logout(FOR_RECOVERY, 1), Opcode.LOGOUT_RESPONSE)
                            .get8(2));
            second.isClosedByTarget();
            Pdu reassign;
            do {
                reassign =
                        first.exchange(first.manage(TASK_REASSIGN, read).set32(32, 0), Opcode.TASK_MANAGEMENT_RESPONSE);
            } while (reassign.get8(2) == 3);
            assertEquals(COMPLETE, reassign.get8(2));
            server.device.release();
            first.receive(Opcode.DATA_IN, read);
            first.receive(Opcode.SCSI_RESPONSE, read);
            assertEquals(
                    1,
                    first.exchange(first.logout(CLOSE_CONNECTION, 9), Opcode.LOGOUT_RESPONSE)
                            .get8(2));
        }
    }

    /** 11.5.1: an abort is for SCSI tasks. */
    @Test
    void shouldNotAbortATaskManagementRequest() throws InterruptedException {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            CountDownLatch arrived = server.device.hold(1);
            Pdu read = wire.send(wire.read(0, 1));
            HoldingDevice.await(arrived);
            Pdu pending = wire.send(wire.manage(ABORT_TASK, read));
            Pdu abortOfAbort =
                    wire.manage(ABORT_TASK, null).transferTag(pending.taskTag()).set32(32, pending.get32(24));
            assertEquals(
                    REJECTED,
                    wire.exchange(abortOfAbort, Opcode.TASK_MANAGEMENT_RESPONSE).get8(2));
            server.device.release();
            assertEquals(
                    COMPLETE,
                    wire.receive(Opcode.TASK_MANAGEMENT_RESPONSE, pending).get8(2));
        }
    }
}
