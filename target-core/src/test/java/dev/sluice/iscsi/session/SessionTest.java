package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static dev.sluice.iscsi.session.TestCommands.read;
import static dev.sluice.iscsi.session.TestCommands.write;
import static dev.sluice.iscsi.session.TestServer.ready;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.login.TargetLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sessions as initiators see them through a socket: RFC 7143 4, 7 and 11. */
class SessionTest {
    @Test
    void shouldReadBackWhatWasWritten() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            byte[] data = random(1 << 20);
            assertTrue(session.execute(write(7, data)).isGood());
            assertArrayEquals(data, session.execute(read(7, 2048)).data());
        }
    }

    @Test
    void shouldEchoPingData() {
        try (TestServer server = new TestServer();
                Session session = server.login()) {
            for (int length : new int[] {0, 1, 3, 4, 1000, 8192, 100_000}) {
                assertArrayEquals(random(length), session.nop(random(length)).data());
            }
        }
    }

    @Test
    void shouldAnswerPingsAheadOfTheDiskWhenItHangs() throws InterruptedException {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            CountDownLatch reads = server.device.hold(8);
            List<InitiatorTask> tasks = IntStream.range(0, 8)
                    .mapToObj(i -> session.submit(read(i, 8)))
                    .toList();
            HoldingDevice.await(reads);
            session.nop(new byte[] {1, 2, 3});
            tasks.forEach(task -> assertFalse(task.isDone()));
            server.device.release();
            tasks.forEach(task -> assertTrue(session.await(task).isGood()));
        }
    }

    @Test
    void shouldCloseTheWindowAtTheQueueDepth() throws InterruptedException {
        int depth = 4;
        try (TestServer server =
                        new TestServer(from -> TestServer.settings(from, depth, 8, 30, 30, TargetLimits.DEFAULT));
                Session session = ready(server)) {
            CountDownLatch reads = server.device.hold(depth);
            List<InitiatorTask> tasks = new ArrayList<>();
            while (session.window() > 0) {
                tasks.add(session.submit(read(0, 1)));
            }
            assertEquals(depth, tasks.size());
            HoldingDevice.await(reads);
            session.nop(new byte[0]);
            assertEquals(0, session.window());
            server.device.release();
            tasks.forEach(session::await);
            assertEquals(depth, session.window());
        }
    }

    @Test
    void shouldIgnoreCommandsOutsideTheWindow() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            for (int cmdSn : new int[] {session.nextCmdSn() - 1, session.nextCmdSn() + session.window()}) {
                session.send(new Pdu(Opcode.SCSI_COMMAND)
                        .flags(0x81)
                        .taskTag(0x7777)
                        .cmdSn(cmdSn)
                        .data(new byte[0]));
            }
            assertTrue(session.execute(read(0, 1)).isGood());
        }
    }

    @Test
    void shouldDeliverInOrderOfCmdSnAcrossTheWrap() {
        try (TestServer server = new TestServer();
                Session session = ready(server, TestServer.options().firstCmdSn(0xfffffff0))) {
            for (int i = 0; i < 64; i++) {
                byte[] data = random(TestServer.BLOCK);
                data[0] = (byte) i;
                assertTrue(session.execute(write(3, data)).isGood());
                assertArrayEquals(data, session.execute(read(3, 1)).data());
            }
        }
    }

    @Test
    void shouldRejectWhatItDoesNotKnow() {
        try (TestServer server = new TestServer();
                Session session = server.login()) {
            for (Map.Entry<Integer, Integer> wrong :
                    Map.of(0x1c, 0x05, Opcode.SNACK_REQUEST, 0x03).entrySet()) {
                session.send(new Pdu(wrong.getKey()).immediate().asFinal().taskTag(5));
                while (session.rejects().isEmpty()) {
                    session.pump();
                }
                Pdu reject = session.rejects().removeLast();
                assertEquals(wrong.getValue(), reject.get8(2));
                assertEquals(48, reject.data().length);
            }
        }
    }

    @Test
    void shouldCloseOnAHeaderDigestErrorAndGoOnAfterADataDigestError() {
        try (TestServer server = new TestServer()) {
            Session one = server.login(TestServer.options().digests(true, true));
            one.send(new Pdu(Opcode.NOP_OUT).immediate().asFinal().taskTag(5).spoilHeaderDigest());
            assertNull(one.connection().receive());
            one.drop();
            Session two = server.login(TestServer.options().digests(true, true));
            two.send(new Pdu(Opcode.NOP_OUT)
                    .immediate()
                    .asFinal()
                    .taskTag(5)
                    .data(new byte[5])
                    .spoilDataDigest());
            Pdu reject = two.connection().receive();
            assertEquals(Opcode.REJECT, reject.opcode());
            assertEquals(0x02, reject.get8(2));
            two.send(new Pdu(Opcode.NOP_OUT).immediate().asFinal().taskTag(5).data(new byte[5]));
            assertEquals(Opcode.NOP_IN, two.connection().receive().opcode());
            two.drop();
        }
    }

    @Test
    void shouldEndACommandWhoseDataOutBreakTheRules() {
        try (TestServer server = new TestServer();
                Session session = ready(server, TestServer.options().key("ImmediateData", "No"))) {
            Pdu command = new Pdu(Opcode.SCSI_COMMAND)
                    .flags(0x80 | 0x20 | 1)
                    .taskTag(0x55)
                    .set32(20, 1024)
                    .cmdSn(session.nextCmdSn())
                    .setBytes(32, Cdb.write10(0, 2));
            session.send(command);
            Pdu r2t = session.connection().receive();
            assertEquals(Opcode.READY_TO_TRANSFER, r2t.opcode());
            session.send(new Pdu(Opcode.DATA_OUT)
                    .taskTag(0x55)
                    .transferTag(r2t.transferTag())
                    .asFinal()
                    .set32(36, 27)
                    .data(new byte[512]));
            Pdu response = session.connection().receive();
            assertEquals(Opcode.SCSI_RESPONSE, response.opcode());
            assertEquals(2, response.get8(3));
            session.drop();
        }
    }

    @Test
    void shouldAskForLogoutWhenItStopsAndFinishWhatWasAccepted() throws Exception {
        TestServer server = new TestServer();
        try (Session session = ready(server)) {
            CountDownLatch arrived = server.device.hold(1);
            InitiatorTask write = session.submit(write(0, random(4096)));
            HoldingDevice.await(arrived);
            CompletableFuture<Boolean> stopped = server.shutdown();
            while (session.asyncMessages().isEmpty()) {
                session.pump();
            }
            assertEquals(1, session.asyncMessages().getFirst().get8(36));
            server.device.release();
            assertTrue(session.await(write).isGood());
            assertEquals(0, session.logout());
            assertTrue(stopped.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldTakeUnsolicitedDataWhenAgreed() {
        TargetLimits limits = TargetLimits.DEFAULT.withInitialR2T(false);
        for (String immediate : List.of("Yes", "No")) {
            try (TestServer server = new TestServer(from -> TestServer.settings(from, 16, 2, 30, 30, limits));
                    Session session = ready(
                            server,
                            TestServer.options()
                                    .key("InitialR2T", "No")
                                    .key("ImmediateData", immediate)
                                    .key("FirstBurstLength", 65536)
                                    .key("MaxBurstLength", 131072))) {
                byte[] data = random(700 * TestServer.BLOCK);
                for (int limit : new int[] {0, 100, 512, 5000, 65536}) {
                    ScsiCommand command = write(11, data).unsolicited(limit, 65536);
                    assertTrue(session.execute(command).isGood());
                    assertArrayEquals(data, session.execute(read(11, 700)).data());
                }
            }
        }
    }

    @Test
    void shouldTakeImmediateDataThatEndWithinABlock() {
        try (TestServer server = new TestServer();
                Session session = ready(server)) {
            byte[] data = random(700 * TestServer.BLOCK);
            for (int limit : new int[] {1, 511, 513, 5001}) {
                assertTrue(session.execute(write(5, data).unsolicited(limit, limit))
                        .isGood());
                assertArrayEquals(data, session.execute(read(5, 700)).data());
            }
        }
    }
}
