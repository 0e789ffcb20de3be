package dev.sluice.simulation;

import static dev.sluice.simulation.SimulatedConnection.answer;
import static dev.sluice.simulation.SimulatedConnection.dataOut;
import static dev.sluice.simulation.SimulatedConnection.partialDataOut;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.iscsi.login.TargetLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Data at error recovery level 1: what is lost is solicited again, and Data-In is acknowledged (RFC 7143 7.8, 11.7 and 11.16). */
class DataRecoveryTest {
    private static final int BLOCK = SimulatedTarget.BLOCK;
    private static final int BURST = 4 * BLOCK;
    private static final int SEGMENT = BLOCK;
    private static final int ACKNOWLEDGE = 0x40;
    private static final int DATA_DIGEST_ERROR = 2;
    private static final int NO_TAG = Pdu.RESERVED_TAG;

    private final Simulation simulation = Simulation.of("recovery of data");
    private final byte[] data = new byte[16 * BLOCK];
    private SimulatedTarget target;
    private SimulatedConnection connection;

    @BeforeEach
    void start() {
        simulation.random().nextBytes(data);
        target = new SimulatedTarget(
                simulation,
                SimulatedTarget.Settings.DEFAULT
                        .withoutPings()
                        .withLimits(TargetLimits.DEFAULT.withInitialR2T(false).withRecovery(1, 1, 0, 0)));
        LoginOptions options = SimulatedTarget.options(1)
                .digests(true, true)
                .key("ErrorRecoveryLevel", 1)
                .key("InitialR2T", "No")
                .key("FirstBurstLength", BURST)
                .key("MaxBurstLength", BURST)
                .key("MaxRecvDataSegmentLength", SEGMENT);
        connection = new SimulatedConnection(target, options);
    }

    @AfterEach
    void stop() {
        connection.raw().close();
        target.stop();
    }

    private byte[] first(int bytes) {
        return Arrays.copyOf(data, bytes);
    }

    private void receiveDigestError() {
        assertEquals(DATA_DIGEST_ERROR, connection.receive(Opcode.REJECT).get8(2));
    }

    @Test
    void shouldSolicitFromTheLostPduWhenTheSequenceHasEnded() {
        Pdu write = connection.send(connection.write(0, 4));
        int tag = connection.receiveR2t(write, 0, BURST).transferTag();
        connection.send(partialDataOut(write, tag, 0, data, 0, BLOCK));
        connection.send(partialDataOut(write, tag, 1, data, BLOCK, 2 * BLOCK).spoilDataDigest());
        receiveDigestError();
        connection.send(partialDataOut(write, tag, 2, data, 2 * BLOCK, 3 * BLOCK));
        connection.receiveNothing();
        connection.send(dataOut(write, tag, 3, data, 3 * BLOCK, BURST));
        Pdu again = connection.receiveR2t(write, BLOCK, BURST);
        assertEquals(1, again.dataSn(), "R2TSN");
        assertNotEquals(tag, again.transferTag());
        connection.receiveNothing();
        connection.send(answer(again, data));
        connection.receiveGood(write);
        assertArrayEquals(first(BURST), connection.contents(0, 4));
    }

    @Test
    void shouldSolicitAtOnceWhenTheLastPduIsLost() {
        Pdu write = connection.send(connection.announcedWrite(0, 6));
        connection.send(partialDataOut(write, NO_TAG, 0, data, 0, BLOCK));
        connection.send(dataOut(write, NO_TAG, 1, data, BLOCK, BURST).spoilDataDigest());
        receiveDigestError();
        Pdu again = connection.receiveR2t(write, BLOCK, BLOCK + BURST);
        connection.send(partialDataOut(write, again.transferTag(), 0, data, BLOCK, 2 * BLOCK));
        connection.send(dataOut(write, again.transferTag(), 1, data, 2 * BLOCK, BLOCK + BURST));
        connection.send(answer(connection.receiveR2t(write, BLOCK + BURST, 6 * BLOCK), data));
        connection.receiveGood(write);
        assertArrayEquals(first(6 * BLOCK), connection.contents(0, 6));
    }

    @Test
    void shouldSolicitAgainWhenADataSnIsMissing() {
        Pdu write = connection.send(connection.write(0, 6));
        int tag = connection.receiveR2t(write, 0, BURST).transferTag();
        connection.send(partialDataOut(write, tag, 1, data, BLOCK, 2 * BLOCK));
        connection.send(dataOut(write, tag, 2, data, 2 * BLOCK, BURST));
        Pdu again = connection.receiveR2t(write, 0, BURST);
        connection.send(answer(again, data));
        Pdu rest = connection.receiveR2t(write, BURST, 6 * BLOCK);
        assertEquals(2, rest.dataSn(), "R2TSN");
        connection.send(answer(rest, data));
        connection.receiveGood(write);
        assertArrayEquals(first(6 * BLOCK), connection.contents(0, 6));
    }

    @Test
    void shouldSolicitAgainWhenADataSnOfUnsolicitedDataIsMissing() {
        Pdu write = connection.send(connection.announcedWrite(0, 4));
        connection.send(partialDataOut(write, NO_TAG, 0, data, 0, BLOCK));
        connection.send(partialDataOut(write, NO_TAG, 2, data, 2 * BLOCK, 3 * BLOCK));
        connection.receiveNothing();
        connection.send(dataOut(write, NO_TAG, 3, data, 3 * BLOCK, BURST));
        connection.send(answer(connection.receiveR2t(write, BLOCK, BURST), data));
        connection.receiveGood(write);
        assertArrayEquals(first(BURST), connection.contents(0, 4));
    }

    /** 11.7.2 and 11.7.4: the A bit comes with the F bit, and with a tag; the last sequence has none, as the status acknowledges it. */
    @Test
    void shouldAskForAnAcknowledgementWhenASequenceEndsThatIsNotTheLast() {
        Pdu write = connection.send(connection.write(0, 10));
        for (int at = 0; at < 10 * BLOCK; at += BURST) {
            connection.send(answer(connection.receiveR2t(write, at, Math.min(at + BURST, 10 * BLOCK)), data));
        }
        connection.receiveGood(write);

        Pdu read = connection.send(connection.read(0, 10).lun(0));
        List<Integer> tags = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Pdu pdu = connection.receive(Opcode.DATA_IN);
            boolean ends = i == 3 || i == 7;
            assertEquals(read.taskTag(), pdu.taskTag());
            assertEquals(i, pdu.dataSn());
            assertEquals(i * BLOCK, pdu.bufferOffset());
            assertEquals(ends || i == 9, pdu.isFinal());
            assertEquals(ends ? ACKNOWLEDGE : 0, pdu.flags() & ACKNOWLEDGE);
            assertEquals(ends, pdu.transferTag() != NO_TAG);
            assertArrayEquals(Arrays.copyOfRange(data, i * BLOCK, (i + 1) * BLOCK), pdu.data());
            tags.add(pdu.transferTag());
        }
        assertNotEquals(tags.get(3), tags.get(7));
        assertEquals(10, connection.receive(Opcode.SCSI_RESPONSE).dataSn(), "ExpDataSN");
    }
}
