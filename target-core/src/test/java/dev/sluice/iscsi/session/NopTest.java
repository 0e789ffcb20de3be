package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.login.TargetLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** NOP-Out and NOP-In: RFC 7143 11.18, 11.19. */
class NopTest {
    /** Time that open-iscsi waits for an answer, by default, before it takes the target for dead. */
    private static final Duration PATIENCE_OF_OPEN_ISCSI = Duration.ofSeconds(5);

    @Test
    void shouldAnswerAPingWithItsTagAndItsData() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server)) {
            for (int length : new int[] {0, 1, 4095, 8192}) {
                Pdu pong = wire.exchange(wire.ping().data(random(length)), Opcode.NOP_IN);
                assertArrayEquals(random(length), pong.data());
                assertEquals(Pdu.RESERVED_TAG, pong.transferTag());
            }
        }
    }

    @Test
    void shouldEchoNoMoreThanTheInitiatorTakes() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server, TestServer.options().key("MaxRecvDataSegmentLength", 512))) {
            Pdu pong = wire.exchange(wire.ping().data(random(2000)), Opcode.NOP_IN);
            assertArrayEquals(java.util.Arrays.copyOf(random(2000), 512), pong.data());
        }
    }

    @Test
    void shouldNotAnswerANopOutThatAsksForNothing() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server)) {
            wire.send(wire.ping().taskTag(Pdu.RESERVED_TAG).data(new byte[100]));
            wire.hasOnlyPingToAnswer();
        }
    }

    @Test
    void shouldPingWithAValidTransferTagAndGoOnWhenItIsAnswered() {
        try (TestServer server = new TestServer(from -> TestServer.settings(from, 8, 2, 1, 30, TargetLimits.DEFAULT));
                Wire wire = Wire.login(server)) {
            int last = 0;
            for (int i = 0; i < 2; i++) {
                Pdu ping = wire.receive(Opcode.NOP_IN);
                assertEquals(Pdu.RESERVED_TAG, ping.taskTag());
                assertNotEquals(Pdu.RESERVED_TAG, ping.transferTag());
                assertNotEquals(last, ping.transferTag());
                last = ping.transferTag();
                wire.send(new Pdu(Opcode.NOP_OUT)
                        .immediate()
                        .asFinal()
                        .lun(ping.lun())
                        .taskTag(Pdu.RESERVED_TAG)
                        .transferTag(ping.transferTag())
                        .cmdSn(wire.cmdSn()));
                wire.hasOnlyPingToAnswer();
            }
        }
    }

    /** Neither a disk that hangs, nor a closed window, nor data that fill the socket hold an answer up. */
    @Test
    void shouldAnswerWithinThePatienceOfOpenIscsiWhileTheDiskHangsAndTheQueueIsFull() throws InterruptedException {
        int depth = 32;
        try (TestServer server =
                        new TestServer(from -> TestServer.settings(from, depth, 8, 30, 30, TargetLimits.DEFAULT));
                Session session = TestServer.ready(server)) {
            List<InitiatorTask> large = IntStream.range(0, depth / 2)
                    .mapToObj(i -> session.submit(TestCommands.read(0, 8192)))
                    .toList();
            CountDownLatch one = server.device.hold(1);
            List<InitiatorTask> held = IntStream.range(0, depth / 2)
                    .mapToObj(i -> session.submit(TestCommands.read(i, 1)))
                    .toList();
            HoldingDevice.await(one);
            for (int i = 0; i < 10; i++) {
                long start = System.nanoTime();
                session.nop(new byte[] {(byte) i});
                long took = System.nanoTime() - start;
                assertTrue(took < PATIENCE_OF_OPEN_ISCSI.toNanos(), "a ping took " + took + " ns");
            }
            assertFalse(held.getLast().isDone());
            server.device.release();
            large.forEach(session::await);
            held.forEach(session::await);
        }
    }

    /** In its turn a ping counts as a command; it waits for those before it only to arrive, not to end. */
    @Test
    void shouldAnswerAPingThatHasACmdSnOfItsOwnWhileEarlierCommandsAreAtWork() throws InterruptedException {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            CountDownLatch arrived = server.device.hold(1);
            Pdu read = wire.send(wire.read(0, 1));
            HoldingDevice.await(arrived);
            Pdu ping = new Pdu(Opcode.NOP_OUT)
                    .asFinal()
                    .taskTag(wire.newTag())
                    .transferTag(Pdu.RESERVED_TAG)
                    .cmdSn(wire.cmdSn());
            assertEquals(wire.cmdSn() + 1, wire.exchange(ping, Opcode.NOP_IN).expCmdSn());
            server.device.release();
            wire.receive(Opcode.DATA_IN, read);
        }
    }
}
