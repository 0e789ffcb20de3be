package dev.sluice.simulation;

import static dev.sluice.simulation.SimulatedConnection.answer;
import static dev.sluice.simulation.SimulatedConnection.dataOut;
import static dev.sluice.simulation.SimulatedConnection.partialDataOut;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.iscsi.login.TargetLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data-Out within and beyond the rules of RFC 7143 4.2.5.2, 11.4.7.2 and 11.8, at error recovery level 0. */
class DataFaultTest {
    private static final int BLOCK = SimulatedTarget.BLOCK;
    private static final int FIRST_BURST = 2 * BLOCK;
    private static final int BURST = 4 * BLOCK;
    private static final int UNEXPECTED = 0xb0c0c;
    private static final int AMOUNT = 0xb0c0d;
    private static final int GAP = 0xb4705;
    private static final int OFFSET = 0xb4b05;
    private static final int INVALID_PDU_FIELD = 9;
    private static final int NO_TAG = Pdu.RESERVED_TAG;

    private final Simulation simulation = Simulation.of("faults of Data-Out");
    private final byte[] data = new byte[16 * BLOCK];
    private SimulatedTarget target;
    private SimulatedConnection connection;

    @BeforeEach
    void start() {
        simulation.random().nextBytes(data);
        target = new SimulatedTarget(
                simulation,
                SimulatedTarget.Settings.DEFAULT.withoutPings().withLimits(TargetLimits.DEFAULT.withInitialR2T(false)));
        LoginOptions options = SimulatedTarget.options(1)
                .key("InitialR2T", "No")
                .key("FirstBurstLength", FIRST_BURST)
                .key("MaxBurstLength", BURST)
                .key("MaxOutstandingR2T", 2);
        connection = new SimulatedConnection(target, options);
    }

    @AfterEach
    void stop() {
        assertEquals(BLOCK, connection.contents(100, 1).length, "the session goes on");
        target.stop();
    }

    private byte[] first(int bytes) {
        return java.util.Arrays.copyOf(data, bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {BLOCK, BLOCK + 88})
    void shouldSolicitTheRestWhenImmediateDataEndAnywhere(int immediate) {
        Pdu write = connection.send(connection.write(0, 8).data(first(immediate)));
        Pdu one = connection.receiveR2t(write, immediate, immediate + BURST);
        Pdu two = connection.receiveR2t(write, immediate + BURST, 8 * BLOCK);
        connection.receiveNothing();
        connection.send(answer(one, data));
        connection.send(answer(two, data));
        connection.receiveGood(write);
        assertArrayEquals(first(8 * BLOCK), connection.contents(0, 8));
    }

    @ParameterizedTest
    @CsvSource({"0, 512", "512, 1024", "512, 700", "600, 1024", "600, 800", "1024, 1024"})
    void shouldSolicitTheRestWhenUnsolicitedDataEndAtTheFirstBurst(int immediate, int cut) {
        Pdu write = connection.send(connection.announcedWrite(0, 5).data(first(immediate)));
        connection.send(partialDataOut(write, NO_TAG, 0, data, immediate, cut));
        connection.receiveNothing();
        connection.send(dataOut(write, NO_TAG, 1, data, cut, FIRST_BURST));
        Pdu r2t = connection.receiveR2t(write, FIRST_BURST, 5 * BLOCK);
        connection.receiveNothing();
        connection.send(answer(r2t, data));
        connection.receiveGood(write);
        assertArrayEquals(first(5 * BLOCK), connection.contents(0, 5));
    }

    @Test
    void shouldTakeSequencesOfSeveralPdusWhenSomeAreEmpty() {
        Pdu write = connection.send(connection.write(0, 6));
        int one = connection.receiveR2t(write, 0, BURST).transferTag();
        int two = connection.receiveR2t(write, BURST, 6 * BLOCK).transferTag();
        connection.send(partialDataOut(write, one, 0, data, 0, 0));
        connection.send(partialDataOut(write, one, 1, data, 0, 700));
        connection.send(partialDataOut(write, one, 2, data, 700, BURST));
        connection.send(dataOut(write, one, 3, data, BURST, BURST));
        connection.send(partialDataOut(write, two, 0, data, BURST, BURST + 1));
        connection.receiveNothing();
        connection.send(dataOut(write, two, 1, data, BURST + 1, 6 * BLOCK));
        connection.receiveGood(write);
        assertArrayEquals(first(6 * BLOCK), connection.contents(0, 6));
    }

    @ParameterizedTest
    @ValueSource(ints = {FIRST_BURST - BLOCK, FIRST_BURST + BLOCK})
    void shouldEndTheCommandWhenTheUnsolicitedSequenceHasAnotherLength(int length) {
        Pdu write = connection.send(connection.announcedWrite(0, 4));
        connection.send(dataOut(write, NO_TAG, 0, data, 0, length));
        connection.receiveSense(AMOUNT, write);
        assertArrayEquals(new byte[4 * BLOCK], connection.contents(0, 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {BLOCK, 3 * BLOCK})
    void shouldEndTheCommandWhenASolicitedSequenceHasAnotherLength(int length) {
        Pdu write = connection.send(connection.write(0, 2));
        Pdu r2t = connection.receiveR2t(write, 0, 2 * BLOCK);
        connection.send(dataOut(write, r2t.transferTag(), 0, data, 0, length));
        connection.receiveSense(AMOUNT, write);
        assertArrayEquals(new byte[2 * BLOCK], connection.contents(0, 2));
    }

    @Test
    void shouldEndTheCommandWhenUnsolicitedDataWereNotAnnounced() {
        Pdu write = connection.send(connection.write(0, 2));
        Pdu r2t = connection.receiveR2t(write, 0, 2 * BLOCK);
        connection.send(dataOut(write, NO_TAG, 0, data, 0, FIRST_BURST));
        connection.receiveNothing();
        connection.send(answer(r2t, data));
        connection.receiveSense(UNEXPECTED, write);
    }

    @Test
    void shouldEndTheCommandWhenAnUnsolicitedSequenceHasAGap() {
        Pdu write = connection.send(connection.announcedWrite(0, 4));
        connection.send(partialDataOut(write, NO_TAG, 0, data, 0, BLOCK));
        connection.send(dataOut(write, NO_TAG, 2, data, BLOCK, FIRST_BURST));
        connection.receiveSense(GAP, write);
    }

    @Test
    void shouldEndTheCommandAtTheEndOfTheSequenceWhenASolicitedOneHasAGap() {
        Pdu write = connection.send(connection.write(0, 3));
        int tag = connection.receiveR2t(write, 0, 3 * BLOCK).transferTag();
        connection.send(partialDataOut(write, tag, 0, data, 0, BLOCK));
        connection.send(partialDataOut(write, tag, 2, data, BLOCK, 2 * BLOCK));
        connection.receiveNothing();
        connection.send(dataOut(write, tag, 3, data, 2 * BLOCK, 3 * BLOCK));
        connection.receiveSense(GAP, write);
        assertArrayEquals(new byte[3 * BLOCK], connection.contents(0, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void shouldEndTheCommandWhenTheOffsetIsNotDue(int block) {
        Pdu write = connection.send(connection.write(0, 3));
        int tag = connection.receiveR2t(write, 0, 3 * BLOCK).transferTag();
        connection.send(partialDataOut(write, tag, 0, data, 0, BLOCK));
        connection.send(dataOut(write, tag, 1, data, block * BLOCK, (block + 1) * BLOCK));
        connection.receiveSense(OFFSET, write);
    }

    @Test
    void shouldRejectThePduWhenItsTransferTagIsNotDue() {
        Pdu write = connection.send(connection.write(0, 6));
        Pdu one = connection.receiveR2t(write, 0, BURST);
        Pdu two = connection.receiveR2t(write, BURST, 6 * BLOCK);
        connection.send(dataOut(write, two.transferTag() + 7, 0, data, 0, BURST));
        assertEquals(INVALID_PDU_FIELD, connection.receive(Opcode.REJECT).get8(2));
        connection.send(answer(two, data));
        assertEquals(INVALID_PDU_FIELD, connection.receive(Opcode.REJECT).get8(2));
        connection.send(answer(one, data));
        connection.send(answer(one, data));
        assertEquals(INVALID_PDU_FIELD, connection.receive(Opcode.REJECT).get8(2));
        connection.send(answer(two, data));
        connection.receiveGood(write);
        assertArrayEquals(first(6 * BLOCK), connection.contents(0, 6));
    }

    @Test
    void shouldSendNoR2tMoreWhenTheTaskIsAborted() {
        Pdu write = connection.send(connection.write(0, 16));
        Pdu one = connection.receiveR2t(write, 0, BURST);
        connection.receiveR2t(write, BURST, 2 * BURST);
        connection.send(answer(one, data));
        connection.receiveR2t(write, 2 * BURST, 3 * BURST);
        connection.abort(write);
        connection.receiveNothing();
        assertEquals(BURST, connection.contents(0, 4).length);
    }
}
