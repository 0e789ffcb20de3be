package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.target.ServerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Reject that is no format error leaves the connection, its other tasks and CmdSN as they were: RFC 7143 7.3, 7.8, 11.17.1. */
class RejectedAndSentAgainTest {
    private static final int DATA_DIGEST_ERROR = 2;
    private static final int PROTOCOL_ERROR = 4;
    private static final int NOT_SUPPORTED = 5;
    private static final int TOO_MANY_IMMEDIATE = 6;
    private static final int TASK_IN_PROGRESS = 7;
    private static final int PROTOCOL_SERVICE_CRC_ERROR = 0xb4705;
    private static final int MOST_IMMEDIATE = 32;

    @Test
    void shouldKeepAllTasksWhenAnImmediateCommandIsOneTooMany() throws InterruptedException {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            Pdu inOrder = wire.read(1, 1);
            CountDownLatch arrived = server.device.hold(MOST_IMMEDIATE + 1);
            wire.send(inOrder);
            List<Pdu> open = new ArrayList<>();
            for (int i = 0; i < MOST_IMMEDIATE; i++) {
                open.add(wire.send(immediateRead(wire)));
            }
            HoldingDevice.await(arrived);
            Pdu tooMany = wire.send(immediateRead(wire));
            assertRejected(TOO_MANY_IMMEDIATE, tooMany, wire.receive(Opcode.REJECT));
            wire.hasOnlyPingToAnswer();
            server.device.release();
            open.add(inOrder);
            for (int i = 0; i <= MOST_IMMEDIATE; i++) {
                Pdu answer = wire.receive(Opcode.DATA_IN);
                assertEquals(0, Wire.status(answer));
                assertEquals(
                        1,
                        open.stream()
                                .filter(it -> it.taskTag() == answer.taskTag())
                                .count());
            }
            wire.exchange(tooMany, Opcode.DATA_IN);
            wire.exchange(wire.read(3, 1), Opcode.DATA_IN);
        }
    }

    private static Pdu immediateRead(Wire wire) {
        int cmdSn = wire.cmdSn();
        Pdu read = wire.read(0, 1).immediate().cmdSn(cmdSn);
        wire.cmdSn(cmdSn);
        return read;
    }

    private static void assertRejected(int reason, Pdu rejected, Pdu reject) {
        assertEquals(reason, reject.get8(2));
        assertArrayEquals(java.util.Arrays.copyOf(rejected.encode(false, false), Pdu.BHS_BYTES), reject.data());
    }

    /** The data of what is rejected are passed over; a request behind them is read at its place. */
    @Test
    void shouldPassOverTheDataOfARejectedImmediateWrite() throws InterruptedException {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            CountDownLatch arrived = server.device.hold(MOST_IMMEDIATE);
            for (int i = 0; i < MOST_IMMEDIATE; i++) {
                wire.send(immediateRead(wire));
            }
            HoldingDevice.await(arrived);
            int cmdSn = wire.cmdSn();
            Pdu write = wire.write(8, 16).immediate().cmdSn(cmdSn).data(random(8192));
            wire.cmdSn(cmdSn);
            for (int i = 0; i < 5; i++) {
                wire.send(write);
                assertRejected(TOO_MANY_IMMEDIATE, write, wire.receive(Opcode.REJECT));
            }
            server.device.release();
            for (int i = 0; i < MOST_IMMEDIATE; i++) {
                wire.receive(Opcode.DATA_IN);
            }
            assertEquals(0, Wire.status(wire.exchange(write, Opcode.SCSI_RESPONSE)));
            assertArrayEquals(
                    random(8192),
                    wire.exchange(wire.read(8, 16), Opcode.DATA_IN).data());
        }
    }

    /** Data that follow unasked need a place each; the session has one for each connection beyond those of its window. */
    @Test
    void shouldRejectASecondImmediateCommandThatAnnouncesDataUntilTheFirstHasEnded() {
        TargetLimits limits = TargetLimits.DEFAULT.withInitialR2T(false);
        LoginOptions options = TestServer.options().key("InitialR2T", "No").key("ImmediateData", "No");
        try (TestServer server = new TestServer(from -> TestServer.settings(from, 4, 4, 30, 30, limits));
                Wire wire = Wire.ready(server, options)) {
            Pdu first = wire.send(announcing(wire));
            for (int i = 0; i < 40; i++) {
                Pdu more = wire.send(announcing(wire));
                assertRejected(TOO_MANY_IMMEDIATE, more, wire.receive(Opcode.REJECT));
            }
            Pdu inOrder = wire.write(20, 2);
            wire.send(inOrder.flags(inOrder.flags() & 0x7f));
            wire.send(Wire.dataOut(inOrder, Pdu.RESERVED_TAG, 0, 0, new byte[1024]));
            assertEquals(0, Wire.status(wire.receive(Opcode.SCSI_RESPONSE, inOrder)));
            wire.send(Wire.dataOut(first, Pdu.RESERVED_TAG, 0, 0, new byte[1024]));
            assertEquals(0, Wire.status(wire.receive(Opcode.SCSI_RESPONSE, first)));
            Pdu later = wire.send(announcing(wire));
            wire.send(Wire.dataOut(later, Pdu.RESERVED_TAG, 0, 0, new byte[1024]));
            assertEquals(0, Wire.status(wire.receive(Opcode.SCSI_RESPONSE, later)));
        }
    }

    private static Pdu announcing(Wire wire) {
        int cmdSn = wire.cmdSn();
        Pdu write = wire.write(0, 2).immediate().cmdSn(cmdSn);
        wire.cmdSn(cmdSn);
        return write.flags(write.flags() & 0x7f);
    }

    /** 7.3: its CmdSN has not arrived; the gap is closed by another command with that number. */
    @Test
    void shouldGoOnAfterACommandWithATagThatIsInUse() throws InterruptedException {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            CountDownLatch arrived = server.device.hold(1);
            Pdu read = wire.send(wire.read(0, 1));
            HoldingDevice.await(arrived);
            Pdu second = wire.read(1, 1);
            int ownTag = second.taskTag();
            wire.send(second.taskTag(read.taskTag()));
            assertRejected(TASK_IN_PROGRESS, second, wire.receive(Opcode.REJECT));
            assertEquals(second.get32(24), wire.hasOnlyPingToAnswer().expCmdSn());
            server.device.release();
            wire.receive(Opcode.DATA_IN, read);
            wire.exchange(second.taskTag(ownTag), Opcode.DATA_IN);
        }
    }

    @Test
    void shouldGoOnWithDiscoveryAfterACommandThatItDoesNotSupport() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server, LoginOptions.discovery(TestServer.INITIATOR))) {
            Pdu command = wire.read(0, 1);
            wire.send(command);
            assertRejected(NOT_SUPPORTED, command, wire.receive(Opcode.REJECT));
            wire.cmdSn(command.get32(24));
            wire.exchange(wire.text("SendTargets=All\0"), Opcode.TEXT_RESPONSE);
        }
    }

    @Test
    void shouldGoOnAfterTextThatIsTooLong() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            Pdu text = wire.text("SendTargets=\0".repeat(6000));
            wire.send(text);
            assertRejected(PROTOCOL_ERROR, text, wire.receive(Opcode.REJECT));
            wire.cmdSn(text.get32(24));
            wire.exchange(wire.text("SendTargets=\0"), Opcode.TEXT_RESPONSE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldTakeACommandAgainWhoseImmediateDataWereSpoilt(int level) {
        try (TestServer server = new TestServer(RejectedAndSentAgainTest::withLevels);
                Wire wire = Wire.ready(server, digests().key("ErrorRecoveryLevel", level))) {
            byte[] data = random(4096);
            Pdu write = wire.write(3, 8);
            wire.send(copy(write).data(data).spoilDataDigest());
            assertEquals(DATA_DIGEST_ERROR, wire.receive(Opcode.REJECT).get8(2));
            assertEquals(write.get32(24), wire.hasOnlyPingToAnswer().expCmdSn());
            assertEquals(0, Wire.status(wire.exchange(write.data(data), Opcode.SCSI_RESPONSE)));
            assertArrayEquals(
                    data, wire.exchange(wire.read(3, 8), Opcode.DATA_IN).data());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldTakePingsAndTextAgainWhoseDataWereSpoilt(int level) {
        try (TestServer server = new TestServer(RejectedAndSentAgainTest::withLevels);
                Wire wire = Wire.ready(server, digests().key("ErrorRecoveryLevel", level))) {
            Pdu ping = wire.ping().data(random(100));
            wire.send(copy(ping).data(random(100)).spoilDataDigest());
            assertEquals(DATA_DIGEST_ERROR, wire.receive(Opcode.REJECT).get8(2));
            assertArrayEquals(random(100), wire.exchange(ping, Opcode.NOP_IN).data());
            Pdu text = wire.text("SendTargets=\0");
            wire.send(copy(text).data(text.data()).spoilDataDigest());
            assertEquals(DATA_DIGEST_ERROR, wire.receive(Opcode.REJECT).get8(2));
            wire.exchange(text, Opcode.TEXT_RESPONSE);
        }
    }

    /** 7.8 b: nobody asks for them again, so the task ends behind the last PDU of the burst. */
    @Test
    void shouldEndOnlyTheCommandWhoseDataOutWereSpoiltAtLevelZero() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server, digests())) {
            Pdu write = wire.send(wire.write(0, 16));
            Pdu r2t = wire.receive(Opcode.READY_TO_TRANSFER, write);
            Pdu first = Wire.dataOut(write, r2t.transferTag(), 0, 0, new byte[4096]);
            wire.send(first.flags(0).spoilDataDigest());
            assertEquals(DATA_DIGEST_ERROR, wire.receive(Opcode.REJECT).get8(2));
            wire.hasOnlyPingToAnswer();
            wire.send(Wire.dataOut(write, r2t.transferTag(), 1, 4096, new byte[4096]));
            assertEquals(PROTOCOL_SERVICE_CRC_ERROR, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, write)));
            Pdu last = wire.send(wire.write(0, 16));
            Pdu asked = wire.receive(Opcode.READY_TO_TRANSFER, last);
            wire.send(Wire.answer(asked, new byte[8192]).spoilDataDigest());
            assertEquals(DATA_DIGEST_ERROR, wire.receive(Opcode.REJECT).get8(2));
            assertEquals(PROTOCOL_SERVICE_CRC_ERROR, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, last)));
            wire.exchange(wire.read(0, 1), Opcode.DATA_IN);
        }
    }

    @Test
    void shouldTakeTheTagOfACommandWhoseBadImmediateDataWereSpoiltToo() {
        try (TestServer server = new TestServer(RejectedAndSentAgainTest::withLevels);
                Wire wire = Wire.ready(server, digests().key("ImmediateData", "No"))) {
            Pdu write = wire.write(3, 8);
            wire.send(copy(write).data(random(4096)).spoilDataDigest());
            assertEquals(DATA_DIGEST_ERROR, wire.receive(Opcode.REJECT).get8(2));
            wire.send(write);
            wire.send(Wire.answer(wire.receive(Opcode.READY_TO_TRANSFER, write), random(4096)));
            assertEquals(0, Wire.status(wire.receive(Opcode.SCSI_RESPONSE, write)));
        }
    }

    private static ServerSettings.Builder withLevels(ServerSettings.Builder from) {
        return TestServer.settings(from, 8, 4, 30, 30, TargetLimits.DEFAULT.withRecovery(1, 2, 2, 20));
    }

    private static LoginOptions digests() {
        return TestServer.options().digests(true, true);
    }

    private static Pdu copy(Pdu pdu) {
        Pdu copy = new Pdu(pdu.opcode())
                .setBytes(1, java.util.Arrays.copyOfRange(pdu.encode(false, false), 1, Pdu.BHS_BYTES));
        return pdu.isImmediate() ? copy.immediate() : copy;
    }
}
