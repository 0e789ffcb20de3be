package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.iscsi.login.TargetLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CmdSN, StatSN, DataSN and R2TSN: RFC 7143 4.2.2. */
class NumberingTest {
    private static final int ABORT_TASK = 1;
    private static final int DEPTH = 4;

    private static TestServer shallow() {
        return new TestServer(from -> TestServer.settings(from, DEPTH, 8, 30, 30, TargetLimits.DEFAULT));
    }

    @Test
    void shouldNotMoveExpCmdSnForImmediateRequests() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            int expected = wire.cmdSn();
            for (int i = 0; i < 3; i++) {
                assertEquals(expected, wire.hasOnlyPingToAnswer().expCmdSn());
            }
            Pdu immediate = wire.command(Cdb.testUnitReady(), 0, 0).immediate().cmdSn(expected);
            wire.cmdSn(expected);
            assertEquals(
                    expected, wire.exchange(immediate, Opcode.SCSI_RESPONSE).expCmdSn());
            assertEquals(
                    expected + 1,
                    wire.exchange(wire.command(Cdb.testUnitReady(), 0, 0), Opcode.SCSI_RESPONSE)
                            .expCmdSn());
        }
    }

    @Test
    void shouldMoveExpCmdSnForEveryKindOfRequestThatIsNotImmediate() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            Pdu ping = new Pdu(Opcode.NOP_OUT)
                    .asFinal()
                    .taskTag(wire.newTag())
                    .transferTag(Pdu.RESERVED_TAG)
                    .cmdSn(wire.cmdSn());
            wire.cmdSn(wire.cmdSn() + 1);
            assertEquals(wire.cmdSn(), wire.exchange(ping, Opcode.NOP_IN).expCmdSn());
            Pdu text = wire.text("SendTargets=\0");
            assertEquals(wire.cmdSn(), wire.exchange(text, Opcode.TEXT_RESPONSE).expCmdSn());
            Pdu manage = new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                    .flags(0x80 | ABORT_TASK)
                    .taskTag(wire.newTag())
                    .transferTag(0x7777)
                    .cmdSn(wire.cmdSn())
                    .set32(32, wire.cmdSn() - 1);
            wire.cmdSn(wire.cmdSn() + 1);
            assertEquals(
                    wire.cmdSn(),
                    wire.exchange(manage, Opcode.TASK_MANAGEMENT_RESPONSE).expCmdSn());
            Pdu logout = new Pdu(Opcode.LOGOUT_REQUEST)
                    .flags(0x80)
                    .taskTag(wire.newTag())
                    .cmdSn(wire.cmdSn());
            assertEquals(
                    wire.cmdSn() + 1,
                    wire.exchange(logout, Opcode.LOGOUT_RESPONSE).expCmdSn());
            wire.isClosedByTarget();
        }
    }

    @Test
    void shouldTakeImmediateRequestsWhenTheWindowIsClosed() throws InterruptedException {
        try (TestServer server = shallow();
                Wire wire = Wire.ready(server)) {
            CountDownLatch arrived = server.device.hold(DEPTH);
            List<Pdu> reads = new ArrayList<>();
            for (int i = 0; i < DEPTH; i++) {
                reads.add(wire.send(wire.read(i, 1)));
            }
            HoldingDevice.await(arrived);
            Pdu pong = wire.hasOnlyPingToAnswer();
            assertEquals(pong.expCmdSn() - 1, pong.maxCmdSn(), "the window is closed");
            // Its task is at the device and comes to rest there: the function is answered once that lets go.
            Pdu abort = wire.send(wire.manage(ABORT_TASK, reads.getLast()));
            wire.hasOnlyPingToAnswer();
            server.device.release();
            int answered = 0;
            Pdu pdu;
            do {
                pdu = wire.raw().receive();
                answered += pdu.opcode() == Opcode.DATA_IN ? 1 : 0;
                assertTrue(pdu.maxCmdSn() - pdu.expCmdSn() >= -1, "MaxCmdSN below ExpCmdSN - 1");
            } while (pdu.taskTag() != abort.taskTag());
            assertEquals(0, pdu.get8(2));
            while (answered < DEPTH - 1) {
                assertEquals(Opcode.DATA_IN, wire.raw().receive().opcode());
                answered++;
            }
            assertEquals(DEPTH, windowOf(wire.hasOnlyPingToAnswer()));
        }
    }

    private static int windowOf(Pdu pdu) {
        return pdu.maxCmdSn() - pdu.expCmdSn() + 1;
    }

    @Test
    void shouldIgnoreWhatIsOutsideTheWindow() {
        try (TestServer server = shallow();
                Wire wire = Wire.ready(server)) {
            for (int wrong : new int[] {-1, -2, -DEPTH, DEPTH, DEPTH + 1, 1 << 30, Integer.MIN_VALUE}) {
                Pdu command = wire.command(Cdb.testUnitReady(), 0, 0);
                wire.cmdSn(wire.cmdSn() - 1);
                wire.send(command.cmdSn(wire.cmdSn() + wrong));
                wire.hasOnlyPingToAnswer();
            }
            wire.exchange(wire.read(0, 1), Opcode.DATA_IN);
        }
    }

    @Test
    void shouldIgnoreADuplicateWithinTheWindow() {
        try (TestServer server = shallow();
                Wire wire = Wire.ready(server)) {
            Pdu first = wire.read(0, 1);
            Pdu second = wire.read(1, 1);
            wire.send(second);
            wire.send(second);
            assertEquals(
                    first.get32(24), wire.hasOnlyPingToAnswer().expCmdSn(), "nothing is acknowledged behind a hole");
            wire.send(first);
            wire.receive(Opcode.DATA_IN, first);
            wire.receive(Opcode.DATA_IN, second);
            wire.hasOnlyPingToAnswer();
        }
    }

    /** A retry of what has arrived: the task is at work, so the retry is ignored and the task answered once. */
    @Test
    void shouldIgnoreTheRetryOfACommandThatIsAtWork() throws InterruptedException {
        try (TestServer server = shallow();
                Wire wire = Wire.ready(server)) {
            CountDownLatch arrived = server.device.hold(1);
            Pdu read = wire.send(wire.read(0, 1));
            HoldingDevice.await(arrived);
            wire.send(read);
            wire.hasOnlyPingToAnswer();
            server.device.release();
            wire.receive(Opcode.DATA_IN, read);
            wire.hasOnlyPingToAnswer();
        }
    }

    @Test
    void shouldNotDeliverWhatComesBehindAHole() {
        try (TestServer server = shallow();
                Wire wire = Wire.ready(server)) {
            Pdu missing = wire.read(0, 1);
            Pdu early = wire.send(wire.read(1, 1));
            wire.hasOnlyPingToAnswer();
            wire.send(missing);
            assertEquals(
                    early.get32(24), wire.receive(Opcode.DATA_IN, missing).expCmdSn() - 1 & ~0, "both are received");
            wire.receive(Opcode.DATA_IN, early);
        }
    }

    @Test
    void shouldAcknowledgeACommandNotLaterThanItsStatus() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            for (int i = 0; i < 8; i++) {
                Pdu read = wire.send(wire.read(i, 1));
                assertTrue(wire.receive(Opcode.DATA_IN, read).expCmdSn() - read.get32(24) > 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7ffffffa, 0xfffffffa, 0xffffffff, 0})
    void shouldCountCommandsAcrossTheWrap(int firstCmdSn) {
        try (TestServer server = shallow();
                Wire wire = Wire.ready(server, TestServer.options().firstCmdSn(firstCmdSn))) {
            for (int i = 0; i < 12; i++) {
                Pdu first = wire.read(2 * i, 1);
                Pdu second = wire.send(wire.read(2 * i + 1, 1));
                Pdu outside =
                        new Pdu(Opcode.NOP_OUT).asFinal().taskTag(wire.newTag()).transferTag(Pdu.RESERVED_TAG);
                wire.send(outside.cmdSn(first.get32(24) - 1));
                wire.send(outside.cmdSn(first.get32(24) + DEPTH));
                wire.send(first);
                wire.receive(Opcode.DATA_IN, first);
                Pdu answer = wire.receive(Opcode.DATA_IN, second);
                assertEquals(wire.cmdSn(), answer.expCmdSn());
                assertEquals(DEPTH, windowOf(answer));
            }
        }
    }

    @Test
    void shouldGiveEveryResponseTheNextStatSn() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            int statSn = wire.raw().expStatSn();
            List<Pdu> answers = List.of(
                    wire.hasOnlyPingToAnswer(),
                    wire.exchange(wire.command(Cdb.testUnitReady(), 0, 0), Opcode.SCSI_RESPONSE),
                    wire.exchange(wire.read(0, 1), Opcode.DATA_IN),
                    wire.exchange(wire.text("SendTargets=\0"), Opcode.TEXT_RESPONSE),
                    wire.exchange(wire.manage(2, null), Opcode.TASK_MANAGEMENT_RESPONSE),
                    wire.exchange(wire.logout(1, 99), Opcode.LOGOUT_RESPONSE));
            for (Pdu answer : answers) {
                assertEquals(statSn++, answer.statSn(), answer::toString);
            }
            wire.send(new Pdu(0x1c).immediate().asFinal().taskTag(5).cmdSn(wire.cmdSn()));
            assertEquals(statSn++, wire.receive(Opcode.REJECT).statSn());
            assertEquals(statSn, wire.hasOnlyPingToAnswer().statSn());
        }
    }

    @Test
    void shouldNotMoveStatSnForR2tAndForPingsOfItsOwn() {
        try (TestServer server = new TestServer(from -> TestServer.settings(from, 8, 2, 1, 30, TargetLimits.DEFAULT));
                Wire wire = Wire.ready(server)) {
            int statSn = wire.raw().expStatSn();
            Pdu write = wire.send(wire.write(0, 8));
            Pdu r2t = wire.receive(Opcode.READY_TO_TRANSFER, write);
            assertEquals(statSn, r2t.statSn());
            Pdu ping = wire.receive(Opcode.NOP_IN);
            assertEquals(Pdu.RESERVED_TAG, ping.taskTag());
            assertEquals(statSn, ping.statSn());
            wire.send(Wire.answer(r2t, new byte[8 * TestServer.BLOCK]));
            Pdu response;
            while ((response = wire.raw().receive()).opcode() == Opcode.NOP_IN) {
                assertEquals(statSn, response.statSn());
            }
            assertEquals(statSn, response.statSn());
        }
    }

    /** ExpDataSN of the response counts Data-In PDUs alone, 11.4.8. */
    @Test
    void shouldCountDataInAndR2tOfEachCommandFromZero() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(
                        server,
                        TestServer.options()
                                .key("MaxRecvDataSegmentLength", 1024)
                                .key("MaxBurstLength", 2048)
                                .key("FirstBurstLength", 512)
                                .key("MaxOutstandingR2T", 1))) {
            for (int round = 0; round < 2; round++) {
                Pdu read = wire.send(wire.read(0, 16));
                for (int i = 0; i < 8; i++) {
                    assertEquals(i, wire.receive(Opcode.DATA_IN, read).dataSn());
                }
                byte[] data = new byte[16 * TestServer.BLOCK];
                Pdu write = wire.send(wire.write(0, 16));
                for (int i = 0; i < 4; i++) {
                    Pdu r2t = wire.receive(Opcode.READY_TO_TRANSFER, write);
                    assertEquals(i, r2t.dataSn());
                    wire.send(Wire.answer(r2t, data));
                }
                Pdu response = wire.receive(Opcode.SCSI_RESPONSE, write);
                assertEquals(0, Wire.status(response));
                assertEquals(0, response.dataSn());
            }
        }
    }

    /** A wider window is told by some PDU, 4.2.2.1 and 11.4.11, also where the task ends without a status, as here. */
    @Test
    void shouldTellOfAWindowThatOpensWithoutAStatus() throws InterruptedException {
        try (TestServer server = shallow();
                Wire wire = Wire.ready(server);
                Wire other = Wire.ready(server, TestServer.options().isidQualifier(9))) {
            CountDownLatch arrived = server.device.hold(DEPTH);
            for (int i = 0; i < DEPTH; i++) {
                wire.send(wire.read(i, 1));
            }
            HoldingDevice.await(arrived);
            Pdu reset = other.send(other.manage(5, null));
            other.hasOnlyPingToAnswer();
            server.device.release();
            assertEquals(
                    0, other.receive(Opcode.TASK_MANAGEMENT_RESPONSE, reset).get8(2));
            Pdu news;
            do {
                news = wire.raw().receiveAny();
                assertEquals(Opcode.NOP_IN, news.opcode());
            } while (windowOf(news) < DEPTH);
            assertEquals(Pdu.RESERVED_TAG, news.taskTag());
            assertEquals(Pdu.RESERVED_TAG, news.transferTag(), "it wants no answer");
        }
    }
}
