package dev.sluice.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequences of Data-In and the status in the last PDU, at error recovery level 0 (RFC 7143 11.7). */
class DataInSequenceTest {
    private static final int BLOCK = SimulatedTarget.BLOCK;
    private static final int SEGMENT = 3 * BLOCK;
    private static final int BURST = 4 * BLOCK;
    private static final int STATUS = 0x01;
    private static final int UNDERFLOW = 0x02;
    private static final int OVERFLOW = 0x04;

    private final Simulation simulation = Simulation.of("sequences of Data-In");
    private final byte[] data = new byte[16 * BLOCK];
    private SimulatedTarget target;
    private SimulatedConnection connection;

    @BeforeEach
    void start() {
        simulation.random().nextBytes(data);
        target = new SimulatedTarget(simulation, SimulatedTarget.Settings.DEFAULT.withoutPings());
        connection = new SimulatedConnection(
                target,
                SimulatedTarget.options(1)
                        .key("FirstBurstLength", BURST)
                        .key("MaxBurstLength", BURST)
                        .key("MaxRecvDataSegmentLength", SEGMENT));
        Pdu write = connection.send(connection.write(0, 16));
        for (int at = 0; at < data.length; at += BURST) {
            connection.send(SimulatedConnection.answer(connection.receiveR2t(write, at, at + BURST), data));
        }
        connection.receiveGood(write);
    }

    @AfterEach
    void stop() {
        connection.raw().close();
        target.stop();
    }

    /** A PDU ends where its segment or the burst is full, or where the data end. */
    @Test
    void shouldCutPdusWhereSegmentAndBurstEnd() {
        Pdu read = connection.send(connection.read(0, 10));
        int[] ends = {3, 4, 7, 8, 10};
        for (int i = 0, from = 0; i < ends.length; from = ends[i++]) {
            Pdu pdu = connection.receive(Opcode.DATA_IN);
            boolean last = i == ends.length - 1;
            assertEquals(read.taskTag(), pdu.taskTag());
            assertEquals(i, pdu.dataSn());
            assertEquals(from * BLOCK, pdu.bufferOffset());
            assertEquals(ends[i] % 4 == 0 || last, pdu.isFinal());
            assertEquals(last ? STATUS : 0, pdu.flags() & 0x7f);
            assertEquals(Pdu.RESERVED_TAG, pdu.transferTag());
            assertArrayEquals(Arrays.copyOfRange(data, from * BLOCK, ends[i] * BLOCK), pdu.data());
        }
        connection.receiveNothing();
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 0, 0", "2, 3, 2, 512", "3, 1, 4, 1024", "0, 2, 2, 1024"})
    void shouldGiveTheResidualCountWhenTheInitiatorExpectsMoreOrLess(
            int blocks, int expectedBlocks, int residualFlag, int residual) {
        Pdu read = connection.send(connection.read(0, blocks).set32(20, expectedBlocks * BLOCK));
        int sent = Math.min(blocks, expectedBlocks);
        Pdu last = connection.receive(sent == 0 ? Opcode.SCSI_RESPONSE : Opcode.DATA_IN);
        assertEquals(read.taskTag(), last.taskTag());
        assertEquals(0, last.get8(3), "GOOD");
        assertEquals(residualFlag, last.flags() & (UNDERFLOW | OVERFLOW));
        assertEquals(residual, last.residual());
        assertArrayEquals(Arrays.copyOf(data, sent * BLOCK), last.data());
        connection.receiveNothing();
    }
}
