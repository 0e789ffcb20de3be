package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PDUs that the target rejects: RFC 7143 4.2.4, 7.3, 7.7, 7.8, 11 and 11.17. */
class RejectTest {
    private static final int DATA_DIGEST_ERROR = 2;
    private static final int PROTOCOL_ERROR = 4;
    private static final int NOT_SUPPORTED = 5;
    private static final int TOO_MANY_IMMEDIATE = 6;
    private static final int TASK_IN_PROGRESS = 7;
    private static final int INVALID_FIELD = 9;

    @Test
    void shouldSendTheHeaderBack() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server)) {
            Pdu unknown = wire.send(new Pdu(0x1d)
                    .immediate()
                    .asFinal()
                    .taskTag(wire.newTag())
                    .cmdSn(wire.cmdSn())
                    .set32(36, 0x01020304));
            Pdu reject = wire.receive(Opcode.REJECT);
            assertEquals(NOT_SUPPORTED, reject.get8(2));
            assertArrayEquals(Arrays.copyOf(unknown.encode(false, false), Pdu.BHS_BYTES), reject.data());
            wire.hasOnlyPingToAnswer();
        }
    }

    /** 11.2.1.2: a PDU that only a target may send is none of an initiator's. */
    @ParameterizedTest
    @ValueSource(ints = {Opcode.NOP_IN, Opcode.SCSI_RESPONSE, Opcode.READY_TO_TRANSFER, Opcode.REJECT})
    void shouldRejectOpcodesOfATarget(int opcode) {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server)) {
            wire.send(
                    new Pdu(opcode).immediate().asFinal().taskTag(wire.newTag()).cmdSn(wire.cmdSn()));
            assertEquals(opcode, wire.receive(Opcode.REJECT).data()[0] & 0x3f);
        }
    }

    @Test
    void shouldRejectACommandWithTheReservedTaskTag() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            wire.send(wire.read(0, 1).taskTag(Pdu.RESERVED_TAG));
            assertEquals(INVALID_FIELD, wire.isRejectedAndClosed().get8(2));
        }
    }

    @Test
    void shouldRejectATaskTagThatIsInUse() throws InterruptedException {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            CountDownLatch arrived = server.device.hold(1);
            Pdu read = wire.send(wire.read(0, 1));
            HoldingDevice.await(arrived);
            wire.send(wire.read(1, 1).taskTag(read.taskTag()));
            assertEquals(TASK_IN_PROGRESS, wire.receive(Opcode.REJECT).get8(2));
            server.device.release();
        }
    }

    /** 11: a reserved code value is a protocol error. */
    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7})
    void shouldRejectAReservedTaskAttribute(int attribute) {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            Pdu command = wire.command(Cdb.testUnitReady(), 0, 0);
            wire.send(command.flags(0x80 | attribute));
            assertEquals(PROTOCOL_ERROR, wire.receive(Opcode.REJECT).get8(2));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 0x7f})
    void shouldRejectAReservedReasonForLogout(int reason) {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            wire.send(wire.logout(reason, 0));
            assertEquals(PROTOCOL_ERROR, wire.receive(Opcode.REJECT).get8(2));
        }
    }

    @Test
    void shouldRejectALoginInFullFeaturePhase() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            wire.send(new Pdu(Opcode.LOGIN_REQUEST).immediate().flags(0x87).taskTag(7));
            assertEquals(PROTOCOL_ERROR, wire.isRejectedAndClosed().get8(2));
        }
    }

    @Test
    void shouldRejectImmediateCommandsBeyondItsMeans() throws InterruptedException {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            CountDownLatch one = server.device.hold(1);
            wire.send(wire.read(0, 1));
            HoldingDevice.await(one);
            int cmdSn = wire.cmdSn();
            int sent = 0;
            while (sent < 33) {
                wire.send(wire.read(0, 1).immediate().cmdSn(cmdSn));
                sent++;
            }
            assertEquals(TOO_MANY_IMMEDIATE, wire.receive(Opcode.REJECT).get8(2));
            server.device.release();
        }
    }

    /** 7.8: Reject of a payload digest error; what comes then is within the target's discretion. */
    @Test
    void shouldRejectADataDigestError() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server, TestServer.options().digests(true, true))) {
            Pdu spoilt = wire.ping().data(new byte[9]).spoilDataDigest();
            wire.send(spoilt);
            Pdu reject = wire.receive(Opcode.REJECT);
            assertEquals(DATA_DIGEST_ERROR, reject.get8(2));
            assertArrayEquals(Arrays.copyOf(spoilt.encode(false, false), Pdu.BHS_BYTES), reject.data());
        }
    }

    @Test
    void shouldCloseTheConnectionOnAHeaderDigestError() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server, TestServer.options().digests(true, true))) {
            wire.send(wire.ping().spoilHeaderDigest());
            wire.isClosedByTarget();
        }
    }

    /** 11: a receiver ignores reserved bits and fields. */
    @Test
    void shouldIgnoreReservedFields() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            Pdu ping = wire.ping().flags(0xff).set8(2, 0xff).set8(3, 0xff);
            for (int offset = 32; offset < 48; offset += 4) {
                ping.set32(offset, -1);
            }
            wire.exchange(ping, Opcode.NOP_IN);
            Pdu read = wire.read(0, 1).set8(2, 0xff).set8(3, 0xff);
            wire.exchange(read.flags(read.flags() | 0x18), Opcode.DATA_IN);
            Pdu manage = wire.manage(2, null)
                    .set8(2, 0xff)
                    .set8(3, 0xff)
                    .set32(40, -1)
                    .set32(44, -1);
            wire.exchange(manage, Opcode.TASK_MANAGEMENT_RESPONSE);
            Pdu text = wire.text("SendTargets=\0")
                    .set8(2, 0xff)
                    .set8(3, 0xff)
                    .set32(32, -1)
                    .set32(44, -1);
            wire.exchange(text.flags(0xbf), Opcode.TEXT_RESPONSE);
            Pdu logout = wire.logout(0, 0)
                    .set8(2, 0xff)
                    .set8(3, 0xff)
                    .lun(-1L)
                    .set32(32, -1)
                    .set32(44, -1);
            assertEquals(0, wire.exchange(logout, Opcode.LOGOUT_RESPONSE).get8(2));
        }
    }

    /** 7.3: the Reject of a Data-Out does not end the task: its own response does. */
    @Test
    void shouldEndATaskByItsResponseAndNotByReject() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            Pdu write = wire.send(wire.write(0, 2));
            Pdu r2t = wire.receive(Opcode.READY_TO_TRANSFER, write);
            wire.send(Wire.dataOut(write, r2t.transferTag() + 1000, 0, 0, new byte[1024]));
            wire.send(Wire.answer(r2t, new byte[1024]));
            Pdu pdu = wire.raw().receive();
            while (pdu.opcode() == Opcode.REJECT) {
                pdu = wire.raw().receive();
            }
            assertEquals(Opcode.SCSI_RESPONSE, pdu.opcode());
            assertEquals(write.taskTag(), pdu.taskTag());
            wire.hasOnlyPingToAnswer();
        }
    }
}
