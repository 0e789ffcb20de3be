package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.login.TargetLimits;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data in both directions: RFC 7143 4.2.5, 11.3, 11.4, 11.7, 11.8 and the keys of 13.10 to 13.19. */
class DataRulesTest {
    private static final int BLOCK = TestServer.BLOCK;
    private static final int UNEXPECTED_UNSOLICITED_DATA = 0xb0c0c;
    private static final int INCORRECT_AMOUNT_OF_DATA = 0xb0c0d;

    private static TestServer withoutInitialR2t() {
        TargetLimits limits = TargetLimits.DEFAULT.withInitialR2T(false);
        return new TestServer(from -> TestServer.settings(from, 16, 4, 30, 30, limits));
    }

    /** Values of these keys that the target supports are agreed on as the initiator offers them, and data go both ways by them. */
    record Rules(
            boolean initialR2t, boolean immediateData, int firstBurst, int maxBurst, int segment, int outstanding) {
        LoginOptions options() {
            return TestServer.options()
                    .key("InitialR2T", initialR2t ? "Yes" : "No")
                    .key("ImmediateData", immediateData ? "Yes" : "No")
                    .key("FirstBurstLength", firstBurst)
                    .key("MaxBurstLength", maxBurst)
                    .key("MaxRecvDataSegmentLength", segment)
                    .key("MaxOutstandingR2T", outstanding)
                    .key("DataPDUInOrder", "Yes")
                    .key("DataSequenceInOrder", "Yes");
        }
    }

    static Stream<Rules> allRules() {
        List<Rules> all = new ArrayList<>();
        int[][] lengths = {{512, 512, 512}, {4096, 8192, 1024}, {65536, 65536, 8192}, {65536, 262144, 262144}};
        for (boolean initialR2t : new boolean[] {true, false}) {
            for (boolean immediateData : new boolean[] {true, false}) {
                for (int[] length : lengths) {
                    for (int outstanding : new int[] {1, 4}) {
                        all.add(new Rules(initialR2t, immediateData, length[0], length[1], length[2], outstanding));
                    }
                }
            }
        }
        return all.stream();
    }

    /** The session judges what comes: offsets, lengths, bursts, numbers, tags. */
    @ParameterizedTest
    @MethodSource("allRules")
    void shouldTransferByTheRulesThatWereAgreedOn(Rules rules) {
        try (TestServer server = withoutInitialR2t();
                Session session = TestServer.ready(server, rules.options())) {
            assertEquals(rules.initialR2t(), session.negotiated().isYes("InitialR2T"));
            assertEquals(rules.immediateData(), session.negotiated().isYes("ImmediateData"));
            assertEquals(rules.firstBurst(), session.negotiated().number("FirstBurstLength"));
            assertEquals(rules.maxBurst(), session.negotiated().number("MaxBurstLength"));
            assertEquals(rules.outstanding(), session.negotiated().number("MaxOutstandingR2T"));
            for (int blocks : new int[] {1, 3, 40, 700}) {
                byte[] data = random(blocks * BLOCK);
                data[0] = (byte) blocks;
                assertTrue(session.execute(TestCommands.write(9, data)).isGood());
                assertArrayEquals(
                        data, session.execute(TestCommands.read(9, blocks)).data());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("keysInOrder")
    void shouldInsistOnDataInOrder(String key) {
        try (TestServer server = new TestServer();
                Session session = server.login(TestServer.options().key(key, "No"))) {
            assertTrue(session.negotiated().isYes(key));
        }
    }

    static Stream<String> keysInOrder() {
        return Stream.of("DataPDUInOrder", "DataSequenceInOrder");
    }

    @Test
    void shouldHaveAsManyR2tOutstandingAsAgreedAndNoMore() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(
                        server,
                        TestServer.options()
                                .key("MaxOutstandingR2T", 3)
                                .key("MaxBurstLength", 1024)
                                .key("FirstBurstLength", 512))) {
            byte[] data = random(16 * BLOCK);
            Pdu write = wire.send(wire.write(5, 16).lun(0));
            List<Pdu> waiting = new ArrayList<>();
            Set<Integer> tags = new HashSet<>();
            int next = 0;
            while (next < data.length || !waiting.isEmpty()) {
                while (waiting.size() < 3 && next < data.length) {
                    Pdu r2t = wire.receive(Opcode.READY_TO_TRANSFER, write);
                    assertEquals(next, r2t.bufferOffset());
                    assertEquals(1024, r2t.residual());
                    assertEquals(write.lun(), r2t.lun());
                    assertNotEquals(Pdu.RESERVED_TAG, r2t.transferTag());
                    assertTrue(tags.add(r2t.transferTag()));
                    next += r2t.residual();
                    waiting.add(r2t);
                }
                wire.hasOnlyPingToAnswer();
                wire.send(Wire.answer(waiting.removeFirst(), data));
            }
            assertEquals(0, Wire.status(wire.receive(Opcode.SCSI_RESPONSE, write)));
            Pdu read = wire.send(wire.read(5, 16));
            ByteArrayOutputStream back = new ByteArrayOutputStream();
            while (back.size() < data.length) {
                back.writeBytes(wire.receive(Opcode.DATA_IN, read).data());
            }
            assertArrayEquals(data, back.toByteArray());
        }
    }

    /** 11.7.7: empty segments are taken. */
    @Test
    void shouldTakeEmptyDataOut() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            byte[] data = random(2 * BLOCK);
            Pdu write = wire.send(wire.write(5, 2));
            Pdu r2t = wire.receive(Opcode.READY_TO_TRANSFER, write);
            wire.send(Wire.dataOut(write, r2t.transferTag(), 0, 0, new byte[0]).flags(0));
            wire.send(Wire.dataOut(write, r2t.transferTag(), 1, 0, data).flags(0));
            wire.send(Wire.dataOut(write, r2t.transferTag(), 2, data.length, new byte[0]));
            assertEquals(0, Wire.status(wire.receive(Opcode.SCSI_RESPONSE, write)));
            assertArrayEquals(
                    data, wire.exchange(wire.read(5, 2), Opcode.DATA_IN).data());
        }
    }

    /** 11.7.2: no request for acknowledgement at error recovery level 0. */
    @Test
    void shouldNotAskForAcknowledgementWithoutRecovery() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(
                        server,
                        TestServer.options()
                                .key("MaxRecvDataSegmentLength", 512)
                                .key("MaxBurstLength", 1024))) {
            Pdu read = wire.send(wire.read(0, 8));
            for (int i = 0; i < 8; i++) {
                Pdu dataIn = wire.receive(Opcode.DATA_IN, read);
                assertEquals(0, dataIn.flags() & 0x40);
                assertEquals(i % 2 == 1, dataIn.isFinal(), "a sequence ends at MaxBurstLength");
            }
        }
    }

    /** 11.4.5: what the command would move against what the initiator expects. */
    @Test
    void shouldCountResiduals() {
        try (TestServer server = new TestServer();
                Session session = TestServer.ready(server)) {
            ScsiCommand read = TestCommands.read(0, 2);
            var over = session.execute(ScsiCommand.read(0, Cdb.read10(0, 2), 512));
            assertTrue(over.overflow());
            assertEquals(512, over.residual());
            var under = session.execute(ScsiCommand.read(0, Cdb.read10(0, 2), 4096));
            assertTrue(under.underflow());
            assertEquals(3072, under.residual());
            var exact = session.execute(read);
            assertTrue(!exact.overflow() && !exact.underflow() && exact.residual() == 0);
        }
    }

    /** 11.4.5.3: the allocation length is no residual overflow. */
    @Test
    void shouldNotCallTheAllocationLengthAnOverflow() {
        try (TestServer server = new TestServer();
                Session session = TestServer.ready(server)) {
            var cut = session.execute(ScsiCommand.read(0, Cdb.inquiry(5), 5));
            assertTrue(cut.isGood() && !cut.overflow() && !cut.underflow());
            var under = session.execute(ScsiCommand.read(0, Cdb.inquiry(5), 50));
            assertTrue(under.underflow());
            assertEquals(45, under.residual());
            var short_ = session.execute(ScsiCommand.read(0, Cdb.reportLuns(4096), 4096));
            assertTrue(short_.underflow());
            assertEquals(4096 - 16, short_.residual());
        }
    }

    /** 11.4.7: sense data come with the response, 11.7.3: and not with data. */
    @Test
    void shouldSendSenseDataInAResponse() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            Pdu response = wire.exchange(wire.read(TestServer.DISK_BYTES / BLOCK, 1), Opcode.SCSI_RESPONSE);
            assertEquals(0x52100, Wire.sense(response));
            assertEquals(0, response.dataSn());
        }
    }

    private static Pdu writeWith(Wire wire, int immediate, int blocks) {
        return wire.write(0, blocks).data(new byte[immediate]);
    }

    @Test
    void shouldRefuseImmediateDataThatWereNotAgreedOn() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server, TestServer.options().key("ImmediateData", "No"))) {
            Pdu write = writeWith(wire, 512, 1);
            assertEquals(UNEXPECTED_UNSOLICITED_DATA, Wire.sense(wire.exchange(write, Opcode.SCSI_RESPONSE)));
            wire.exchange(wire.read(0, 1), Opcode.DATA_IN);
        }
    }

    @Test
    void shouldRefuseMoreImmediateDataThanAgreedOn() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server, TestServer.options().key("FirstBurstLength", 512))) {
            assertEquals(
                    INCORRECT_AMOUNT_OF_DATA,
                    Wire.sense(wire.exchange(writeWith(wire, 1024, 2), Opcode.SCSI_RESPONSE)));
            assertEquals(
                    INCORRECT_AMOUNT_OF_DATA,
                    Wire.sense(wire.exchange(writeWith(wire, 512, 2).set32(20, 256), Opcode.SCSI_RESPONSE)));
            wire.exchange(wire.read(0, 1), Opcode.DATA_IN);
        }
    }

    /** Announced by a command without the final bit, and unannounced behind an R2T. */
    @Test
    void shouldRefuseUnsolicitedDataThatWereNotAgreedOn() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            Pdu announced = wire.send(wire.write(0, 2).flags(Wire.WRITE | Wire.SIMPLE));
            wire.hasOnlyPingToAnswer();
            wire.send(Wire.dataOut(announced, Pdu.RESERVED_TAG, 0, 0, new byte[1024]));
            assertEquals(UNEXPECTED_UNSOLICITED_DATA, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, announced)));

            Pdu write = wire.send(wire.write(0, 2));
            Pdu r2t = wire.receive(Opcode.READY_TO_TRANSFER, write);
            wire.send(Wire.dataOut(write, Pdu.RESERVED_TAG, 0, 0, new byte[1024]));
            wire.hasOnlyPingToAnswer();
            wire.send(Wire.answer(r2t, new byte[1024]));
            assertEquals(UNEXPECTED_UNSOLICITED_DATA, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, write)));
            wire.exchange(wire.read(0, 1), Opcode.DATA_IN);
        }
    }

    /** Data of several commands, each behind its command or behind the next, in the order of the commands. */
    @Test
    void shouldTakeUnsolicitedDataOfSeveralCommandsInTurn() {
        try (TestServer server = withoutInitialR2t();
                Wire wire = Wire.ready(
                        server,
                        TestServer.options()
                                .key("InitialR2T", "No")
                                .key("ImmediateData", "No")
                                .key("FirstBurstLength", 1024))) {
            List<Pdu> writes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                writes.add(wire.send(
                        wire.command(Cdb.write10(2 * i, 2), Wire.WRITE, 1024).flags(Wire.WRITE | Wire.SIMPLE)));
            }
            byte[] data = random(4 * 1024);
            for (int i = 0; i < 4; i++) {
                byte[] half = java.util.Arrays.copyOfRange(data, i * 1024, i * 1024 + 512);
                byte[] rest = java.util.Arrays.copyOfRange(data, i * 1024 + 512, (i + 1) * 1024);
                wire.send(Wire.dataOut(writes.get(i), Pdu.RESERVED_TAG, 0, 0, half)
                        .flags(0));
                wire.hasOnlyPingToAnswer();
                wire.send(Wire.dataOut(writes.get(i), Pdu.RESERVED_TAG, 1, 512, rest));
                assertEquals(0, Wire.status(wire.receive(Opcode.SCSI_RESPONSE, writes.get(i))));
            }
            assertArrayEquals(
                    data, wire.exchange(wire.read(0, 8), Opcode.DATA_IN).data());
        }
    }

    /** 11.4.7.2: the unsolicited burst is FirstBurstLength, or all there is. */
    @Test
    void shouldEndACommandWithTheWrongAmountOfData() {
        try (TestServer server = withoutInitialR2t();
                Wire wire = Wire.ready(
                        server, TestServer.options().key("InitialR2T", "No").key("FirstBurstLength", 1024))) {
            Pdu tooLittle = wire.send(wire.write(0, 4).flags(Wire.WRITE | Wire.SIMPLE));
            wire.send(Wire.dataOut(tooLittle, Pdu.RESERVED_TAG, 0, 0, new byte[512]));
            assertEquals(INCORRECT_AMOUNT_OF_DATA, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, tooLittle)));

            Pdu tooMuch = wire.send(wire.write(0, 4).flags(Wire.WRITE | Wire.SIMPLE));
            wire.send(Wire.dataOut(tooMuch, Pdu.RESERVED_TAG, 0, 0, new byte[1536]));
            assertEquals(INCORRECT_AMOUNT_OF_DATA, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, tooMuch)));

            for (int wrong : new int[] {512, 1536}) {
                Pdu write = wire.send(wire.write(0, 2));
                Pdu r2t = wire.receive(Opcode.READY_TO_TRANSFER, write);
                wire.send(Wire.dataOut(write, r2t.transferTag(), 0, 0, new byte[wrong]));
                assertEquals(INCORRECT_AMOUNT_OF_DATA, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, write)));
            }
            wire.exchange(wire.read(0, 1), Opcode.DATA_IN);
        }
    }

    /** 7.9: a missing PDU ends the command where it is not asked for again; 11.4.2: behind the last one. */
    @Test
    void shouldEndACommandWhoseDataHaveAGap() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            Pdu write = wire.send(wire.write(0, 3));
            Pdu r2t = wire.receive(Opcode.READY_TO_TRANSFER, write);
            wire.send(
                    Wire.dataOut(write, r2t.transferTag(), 0, 0, new byte[512]).flags(0));
            wire.send(Wire.dataOut(write, r2t.transferTag(), 2, 512, new byte[512])
                    .flags(0));
            wire.hasOnlyPingToAnswer();
            wire.send(Wire.dataOut(write, r2t.transferTag(), 3, 1024, new byte[512]));
            assertEquals(0xb4705, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, write)));
        }
    }

    @Test
    void shouldEndACommandWhoseDataAreAtAWrongOffset() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            Pdu write = wire.send(wire.write(0, 2));
            Pdu r2t = wire.receive(Opcode.READY_TO_TRANSFER, write);
            wire.send(Wire.dataOut(write, r2t.transferTag(), 0, 512, new byte[512]));
            assertEquals(0xb4b05, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, write)));
        }
    }

    @Test
    void shouldRejectATransferTagThatItHasNotGivenAndGoOn() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            byte[] data = random(1024);
            Pdu write = wire.send(wire.write(0, 2));
            Pdu r2t = wire.receive(Opcode.READY_TO_TRANSFER, write);
            wire.send(Wire.dataOut(write, r2t.transferTag() + 7, 0, 0, new byte[1024]));
            assertEquals(9, wire.receive(Opcode.REJECT).get8(2));
            wire.send(Wire.answer(r2t, data));
            assertEquals(0, Wire.status(wire.receive(Opcode.SCSI_RESPONSE, write)));
            assertArrayEquals(
                    data, wire.exchange(wire.read(0, 2), Opcode.DATA_IN).data());
        }
    }

    /** 11.4.2: here the command fails before its data come. */
    @Test
    void shouldWaitForUnsolicitedDataBeforeItAnswersAnError() {
        try (TestServer server = withoutInitialR2t();
                Wire wire = Wire.ready(
                        server, TestServer.options().key("InitialR2T", "No").key("FirstBurstLength", 1024))) {
            Pdu write = wire.send(wire.command(Cdb.write10(TestServer.DISK_BYTES / BLOCK, 2), Wire.WRITE, 1024)
                    .flags(Wire.WRITE | Wire.SIMPLE));
            wire.hasOnlyPingToAnswer();
            wire.send(Wire.dataOut(write, Pdu.RESERVED_TAG, 0, 0, new byte[512]).flags(0));
            wire.hasOnlyPingToAnswer();
            wire.send(Wire.dataOut(write, Pdu.RESERVED_TAG, 1, 512, new byte[512]));
            assertEquals(0x52100, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, write)));
        }
    }

    @Test
    void shouldWaitForTheEndOfTheBurstBeforeItAnswersAnError() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(
                        server, TestServer.options().key("MaxBurstLength", 1024).key("FirstBurstLength", 512))) {
            Pdu write = wire.send(wire.write(0, 4));
            Pdu first = wire.receive(Opcode.READY_TO_TRANSFER, write);
            wire.send(Wire.dataOut(write, first.transferTag(), 5, 0, new byte[512])
                    .flags(0));
            wire.hasOnlyPingToAnswer();
            wire.send(Wire.dataOut(write, first.transferTag(), 6, 512, new byte[512]));
            assertEquals(0xb4705, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, write)));
        }
    }

    /** 7.8: a task management function ends the wait. */
    @Test
    void shouldAbortATaskWhoseDataItAwaitsInVain() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            Pdu write = wire.send(wire.write(0, 4));
            Pdu r2t = wire.receive(Opcode.READY_TO_TRANSFER, write);
            wire.send(
                    Wire.dataOut(write, r2t.transferTag(), 5, 0, new byte[512]).flags(0));
            wire.hasOnlyPingToAnswer();
            Pdu abort = wire.exchange(wire.manage(1, write), Opcode.TASK_MANAGEMENT_RESPONSE);
            assertEquals(0, abort.get8(2));
            wire.exchange(wire.read(0, 1), Opcode.DATA_IN);
        }
    }
}
