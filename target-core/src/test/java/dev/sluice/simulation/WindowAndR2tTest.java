package dev.sluice.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.RawConnection;
import dev.sluice.iscsi.session.KeepAlive;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command window and the R2Ts of a command, when disk and initiator take as long as they like. */
class WindowAndR2tTest {
    private static final int DEPTH = 4;
    private static final int BURST = 4096;
    private static final int BURSTS = 6;

    private final Simulation simulation = Simulation.of("window and R2Ts");
    private SimulatedTarget target;
    private RawConnection connection;
    private FakeStream stream;
    private int commandSn;

    @BeforeEach
    void start() {
        SimulatedTarget.Settings usual = SimulatedTarget.Settings.DEFAULT;
        target = new SimulatedTarget(
                simulation,
                new SimulatedTarget.Settings(1, DEPTH, 0, new KeepAlive(3600, 5), usual.pace(), usual.limits()));
        stream = target.connect();
        LoginOptions options =
                SimulatedTarget.options(1).key("MaxOutstandingR2T", 2).key("MaxBurstLength", BURST);
        connection = target.loginRaw(stream, options.key("ImmediateData", "No").key("FirstBurstLength", BURST));
        commandSn = connection.expCmdSn();
        send(0x80, Cdb.testUnitReady(), 0);
        connection.receive(Opcode.SCSI_RESPONSE);
    }

    @AfterEach
    void stop() {
        target.disk().release();
        target.stop();
    }

    private int send(int flags, byte[] cdb, int bytes) {
        int tag = 0x100 + commandSn;
        connection.send(new Pdu(Opcode.SCSI_COMMAND)
                .flags(flags)
                .taskTag(tag)
                .cmdSn(commandSn++)
                .set32(20, bytes)
                .setBytes(32, Arrays.copyOf(cdb, 16)));
        return tag;
    }

    private Pdu ping() {
        connection.send(new Pdu(Opcode.NOP_OUT)
                .immediate()
                .asFinal()
                .taskTag(1)
                .transferTag(Pdu.RESERVED_TAG)
                .cmdSn(commandSn));
        return connection.receive(Opcode.NOP_IN);
    }

    private static int window(Pdu pdu) {
        return pdu.maxCmdSn() - pdu.expCmdSn() + 1;
    }

    @Test
    void shouldCloseTheWindowByTheCommandsThatAreOpen() {
        assertEquals(DEPTH, window(ping()));
        target.disk().hold();
        for (int open = 1; open <= DEPTH; open++) {
            send(0xc0, Cdb.read16(0, 1), SimulatedTarget.BLOCK);
            assertEquals(DEPTH - open, window(ping()));
        }
        target.disk().release();
        for (int open = 1; open <= DEPTH; open++) {
            connection.receive(Opcode.DATA_IN);
        }
        assertEquals(DEPTH, window(ping()));
    }

    @Test
    void shouldIgnoreACommandWhenItIsBeyondTheWindow() {
        target.disk().hold();
        for (int open = 0; open < DEPTH; open++) {
            send(0xc0, Cdb.read16(0, 1), SimulatedTarget.BLOCK);
        }
        send(0xc0, Cdb.read16(0, 1), SimulatedTarget.BLOCK);
        commandSn--;
        assertEquals(0, window(ping()));
        assertEquals(DEPTH, target.disk().held());
    }

    private void answer(Pdu r2t, int tag) {
        connection.send(new Pdu(Opcode.DATA_OUT)
                .asFinal()
                .taskTag(tag)
                .transferTag(r2t.transferTag())
                .set32(40, r2t.bufferOffset())
                .data(new byte[r2t.residual()]));
    }

    /** MaxOutstandingR2T, RFC 7143 13.17. */
    @Test
    void shouldSendNoMoreR2tsThanWereAgreedOnWhenNoneIsAnswered() {
        int tag = send(0xa0, Cdb.write16(0, BURSTS * BURST / SimulatedTarget.BLOCK), BURSTS * BURST);
        Pdu first = connection.receive(Opcode.READY_TO_TRANSFER);
        Pdu second = connection.receive(Opcode.READY_TO_TRANSFER);
        for (int next = 2; next <= BURSTS; next++) {
            simulation.run(Duration.ofSeconds(1));
            assertEquals(0, stream.available(), "more than two R2Ts");
            assertEquals((next - 2) * BURST, first.bufferOffset());
            assertEquals((next - 1) * BURST, second.bufferOffset());
            assertEquals(BURST, second.residual());
            assertEquals(next - 1, second.dataSn(), "R2TSN");
            assertNotEquals(first.transferTag(), second.transferTag());
            answer(first, tag);
            first = second;
            if (next < BURSTS) {
                second = connection.receive(Opcode.READY_TO_TRANSFER);
            }
        }
        answer(first, tag);
        Pdu response = connection.receive(Opcode.SCSI_RESPONSE);
        assertEquals(0, response.get8(3));
    }

    /** DataPDUInOrder and DataSequenceInOrder are Yes: the bursts come in the order of their R2Ts. */
    @Test
    void shouldEndTheCommandWhenASecondBurstComesFirst() {
        int tag = send(0xa0, Cdb.write16(0, BURSTS * BURST / SimulatedTarget.BLOCK), BURSTS * BURST);
        connection.receive(Opcode.READY_TO_TRANSFER);
        answer(connection.receive(Opcode.READY_TO_TRANSFER), tag);
        simulation.run(Duration.ofSeconds(60));
        assertTrue(stream.available() > 0 || stream.isEnded(), "nothing happens");
    }
}
