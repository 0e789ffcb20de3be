package dev.sluice.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.PduConnection;
import dev.sluice.initiator.RawConnection;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.iscsi.session.TransferPace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every time that the target waits for an initiator, in virtual time: just before it is over nothing happens, and soon after it something does. */
class TimeLimitTest {
    /** An hour: nobody is pinged while a test looks at another limit. */
    private static final int NEVER = 3600;

    private static final int TIMEOUT_SECONDS = 6;
    private static final int DATA_OUT_SECONDS = 20;

    /** The target looks about once a second. */
    private static final Duration LOOK = Duration.ofMillis(1500);

    private final Simulation simulation = Simulation.of("time limits");
    private SimulatedTarget target;
    private int commandSn;

    private SimulatedTarget start(int pingAfterSeconds, TargetLimits limits) {
        SimulatedTarget.Settings usual = SimulatedTarget.Settings.DEFAULT;
        target = new SimulatedTarget(
                simulation,
                new SimulatedTarget.Settings(
                        1,
                        usual.queueDepth(),
                        0,
                        new KeepAlive(pingAfterSeconds, TIMEOUT_SECONDS),
                        new TransferPace(128 << 10, 30, DATA_OUT_SECONDS),
                        limits));
        return target;
    }

    private SimulatedTarget start(int pingAfterSeconds) {
        return start(pingAfterSeconds, TargetLimits.DEFAULT);
    }

    @AfterEach
    void stop() {
        target.disk().release();
        target.stop();
    }

    /** A session past the unit attention that a new nexus gets. */
    private RawConnection ready(FakeStream stream, LoginOptions options) {
        RawConnection connection = target.loginRaw(stream, options);
        commandSn = connection.expCmdSn();
        connection.send(command(0x80, Cdb.testUnitReady(), 0));
        connection.receive(Opcode.SCSI_RESPONSE);
        return connection;
    }

    private RawConnection ready(FakeStream stream) {
        return ready(stream, SimulatedTarget.options(1));
    }

    private Pdu command(int flags, byte[] cdb, int bytes) {
        return new Pdu(Opcode.SCSI_COMMAND)
                .flags(flags)
                .taskTag(0x100 + commandSn)
                .cmdSn(commandSn++)
                .set32(20, bytes)
                .setBytes(32, Arrays.copyOf(cdb, 16));
    }

    private Pdu read(int blocks) {
        return command(0xc0, Cdb.read16(0, blocks), blocks * SimulatedTarget.BLOCK);
    }

    /** A WRITE without immediate data, which gets an R2T. */
    private Pdu write(int blocks) {
        return command(0xa0, Cdb.write16(0, blocks), blocks * SimulatedTarget.BLOCK);
    }

    private void runSeconds(double seconds) {
        simulation.run(Duration.ofMillis((long) (seconds * 1000)));
    }

    private void assertEndsAfter(FakeStream stream, int seconds) {
        runSeconds(seconds - 0.1);
        assertFalse(stream.isEnded(), () -> "ended after " + simulation.elapsed());
        simulation.run(LOOK);
        assertTrue(stream.isEnded(), () -> "open after " + simulation.elapsed());
    }

    @Test
    void shouldCloseAConnectionWhenItsInitiatorSaysNothing() {
        assertEndsAfter(start(NEVER).connect(), 10);
    }

    @Test
    void shouldCloseAConnectionWhenItsLoginTakesTooLong() {
        FakeStream stream = start(NEVER).connect();
        PduConnection connection = new PduConnection(stream);
        for (int i = 0; i < 3; i++) {
            connection.send(new Pdu(Opcode.LOGIN_REQUEST)
                    .immediate()
                    .flags(0x44)
                    .taskTag(1)
                    .cmdSn(1)
                    .expStatSn(i)
                    .data("InitiatorName=iqn.a".getBytes(StandardCharsets.US_ASCII)));
            assertNotNull(connection.receive());
            runSeconds(4);
        }
        assertEndsAfter(stream, 3);
    }

    @Test
    void shouldDelayTheAnswerWhenLoginsFailInARow() {
        start(NEVER);
        long[] expectedMillis = {0, 0, 0, 250, 500, 1000, 2000, 4000, 5000, 5000};
        for (long expected : expectedMillis) {
            long before = simulation.elapsed().toMillis();
            LoginOptions wrong = LoginOptions.normal(SimulatedTarget.INITIATOR, "iqn.2026-11.dev.sluice:none");
            assertThrows(LoginFailed.class, () -> target.login(wrong));
            long taken = simulation.elapsed().toMillis() - before;
            assertTrue(taken >= expected && taken < expected + 100, () -> taken + " ms instead of " + expected);
        }
    }

    @Test
    void shouldCloseAConnectionWhenAPduDoesNotBecomeWhole() {
        FakeStream stream = start(NEVER).connect();
        RawConnection connection = ready(stream);
        byte[] pdu = write(8).expStatSn(connection.expStatSn())
                .data(new byte[8 * SimulatedTarget.BLOCK])
                .encode(false, false);
        connection.connection().sendBytes(Arrays.copyOf(pdu, pdu.length / 2));
        assertEndsAfter(stream, 2 * TIMEOUT_SECONDS);
    }

    @Test
    void shouldEndACommandAndThenTheSessionWhenNoDataOutComes() {
        FakeStream stream = start(NEVER).connect();
        RawConnection connection = ready(stream);
        connection.send(write(8));
        connection.receive(Opcode.READY_TO_TRANSFER);
        runSeconds(DATA_OUT_SECONDS - 0.1);
        assertEquals(0, stream.available());
        Pdu response = connection.receive(Opcode.SCSI_RESPONSE);
        assertEquals(2, response.get8(3), "CHECK CONDITION");
        connection.send(write(8));
        connection.receive(Opcode.READY_TO_TRANSFER);
        assertEndsAfter(stream, DATA_OUT_SECONDS);
    }

    @Test
    void shouldCloseAConnectionWhenItsInitiatorReadsNothing() {
        FakeStream stream = start(NEVER).connect();
        RawConnection connection = ready(stream);
        stream.window(0);
        connection.send(read(2048));
        runSeconds(TIMEOUT_SECONDS - 0.1);
        assertEquals(1, target.server().sessionCount());
        simulation.run(LOOK);
        assertEquals(0, target.server().sessionCount());
    }

    /** Reads so many bytes a second for so long; returns false when the target has closed the connection. */
    private boolean readSlowly(FakeStream stream, int bytesPerSecond, int seconds) throws IOException {
        InputStream input = stream.input();
        byte[] buffer = new byte[bytesPerSecond / 10];
        for (int i = 0; i < 10 * seconds; i++) {
            int left = buffer.length;
            while (left > 0 && stream.available() > 0) {
                left -= input.read(buffer, 0, left);
            }
            runSeconds(0.1);
            if (target.server().sessionCount() == 0) {
                return false;
            }
        }
        return true;
    }

    @Test
    void shouldCloseAConnectionWhenItsInitiatorReadsTooSlowly() throws IOException {
        FakeStream stream = start(NEVER).connect();
        RawConnection connection = ready(stream);
        connection.send(read(16384));
        assertTrue(readSlowly(stream, 100 << 10, 29));
        assertFalse(readSlowly(stream, 100 << 10, 3));
    }

    @Test
    void shouldKeepAConnectionWhenItsInitiatorReadsFastEnough() throws IOException {
        FakeStream stream = start(NEVER).connect();
        RawConnection connection = ready(stream);
        connection.send(read(16384));
        assertTrue(readSlowly(stream, 160 << 10, 45));
    }

    @Test
    void shouldPingAndCloseAConnectionWhenItsInitiatorAnswersNoMore() {
        FakeStream stream = start(5).connect();
        RawConnection connection = ready(stream);
        runSeconds(4.9);
        assertEquals(0, stream.available());
        Pdu ping = connection.receiveAny();
        connection.send(new Pdu(Opcode.NOP_OUT)
                .immediate()
                .asFinal()
                .taskTag(Pdu.RESERVED_TAG)
                .transferTag(ping.transferTag())
                .cmdSn(commandSn));
        assertEquals(Opcode.NOP_IN, connection.receiveAny().opcode());
        runSeconds(TIMEOUT_SECONDS - 0.1);
        assertFalse(stream.isEnded());
        simulation.run(LOOK);
        assertNull(connection.receive());
        assertEquals(0, target.server().sessionCount());
    }

    @Test
    void shouldEndASessionWhenACommandNumberIsMissing() {
        FakeStream stream = start(NEVER).connect();
        RawConnection connection = ready(stream);
        // The wait counts from the last look before the gap.
        runSeconds(1.5);
        commandSn++;
        connection.send(read(1));
        assertEndsAfter(stream, TIMEOUT_SECONDS);
    }

    @Test
    void shouldEndADiscoverySessionWhenAMinuteIsOver() {
        FakeStream stream = start(NEVER).connect();
        Session.login(new PduConnection(stream), LoginOptions.discovery(SimulatedTarget.INITIATOR));
        runSeconds(59.5);
        assertFalse(stream.isEnded());
        simulation.run(LOOK);
        assertEquals(0, target.server().sessionCount());
    }

    @Test
    void shouldWaitForDataOfAbortedCommandsForTwoSeconds() {
        FakeStream stream = start(NEVER).connect();
        RawConnection connection = ready(stream);
        connection.send(write(8));
        connection.receive(Opcode.READY_TO_TRANSFER);
        connection.send(new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                .flags(0x82)
                .immediate()
                .taskTag(9)
                .transferTag(Pdu.RESERVED_TAG)
                .cmdSn(commandSn));
        runSeconds(1.9);
        assertEquals(0, stream.available());
        runSeconds(0.2);
        assertEquals(9, connection.receive(Opcode.TASK_MANAGEMENT_RESPONSE).taskTag());
    }

    @Test
    void shouldEndASessionWhenTheTimeToLogOutIsOver() {
        FakeStream stream = start(NEVER).connect();
        RawConnection connection = ready(stream);
        target.disk().hold();
        connection.send(read(1));
        simulation.runUntil(() -> target.disk().held() > 0, Duration.ofSeconds(1));
        CompletableFuture<Boolean> gone = target.server().endSession(connection.tsih(), Duration.ofSeconds(10));
        assertEquals(Opcode.ASYNC_MESSAGE, connection.receive().opcode());
        runSeconds(10);
        assertFalse(stream.isEnded(), "the command may end");
        runSeconds(4.8);
        assertFalse(stream.isEnded(), "the command may end");
        runSeconds(0.5);
        assertTrue(stream.isEnded());
        assertFalse(gone.isDone(), "the disk has the command");
        target.disk().release();
        runSeconds(0.1);
        assertTrue(gone.join());
        assertEquals(0, target.server().sessionCount());
    }

    /** Time2Wait and Time2Retain together, RFC 7143 13.15 and 13.16. */
    @Test
    void shouldEndASessionWhenItsInitiatorDoesNotComeBack() {
        FakeStream stream =
                start(NEVER, TargetLimits.DEFAULT.withRecovery(2, 2, 3, 20)).connect();
        LoginOptions options = SimulatedTarget.options(1)
                .key("ErrorRecoveryLevel", 2)
                .key("DefaultTime2Wait", 3)
                .key("DefaultTime2Retain", 20);
        ready(stream, options);
        stream.reset();
        runSeconds(22.8);
        assertEquals(1, target.server().sessionCount());
        simulation.run(LOOK);
        assertEquals(0, target.server().sessionCount());
    }

    /** A text request that goes on: the C bit. */
    private Pdu unfinishedText(int transferTag) {
        return new Pdu(Opcode.TEXT_REQUEST)
                .immediate()
                .flags(0x40)
                .taskTag(7)
                .transferTag(transferTag)
                .cmdSn(commandSn)
                .data("SendTar".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void shouldForgetATextRequestWhenItDoesNotGoOn() {
        RawConnection connection = ready(start(NEVER).connect());
        connection.send(unfinishedText(Pdu.RESERVED_TAG));
        int tag = connection.receive(Opcode.TEXT_RESPONSE).transferTag();
        for (int i = 0; i < 3; i++) {
            runSeconds(TIMEOUT_SECONDS - 0.1);
            connection.send(unfinishedText(tag));
            tag = connection.receive(Opcode.TEXT_RESPONSE).transferTag();
        }
        runSeconds(TIMEOUT_SECONDS);
        simulation.run(LOOK);
        connection.send(unfinishedText(tag));
        assertEquals(9, connection.receive(Opcode.REJECT).get8(2), "invalid PDU field");
    }

    /** A second command while the first one is on a disk that has stopped; the ping is answered all the same. */
    @Test
    void shouldAnswerPingsWhenTheDiskHangs() {
        start(NEVER);
        Session session = target.login(SimulatedTarget.options(1));
        session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
        target.disk().hold();
        session.submit(ScsiCommand.read(0, Cdb.read16(0, 8), 8 * SimulatedTarget.BLOCK));
        runSeconds(600);
        long before = simulation.elapsed().toMillis();
        session.nop(new byte[] {1});
        assertTrue(simulation.elapsed().toMillis() - before < 10);
    }
}
