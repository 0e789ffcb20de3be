package dev.sluice.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.RawConnection;
import java.time.Duration;
import java.util.Arrays;

/** A session of one connection that a test drives PDU by PDU, in virtual time. A test changes a PDU before it sends it. One thread. */
final class SimulatedConnection {
    private static final int FINAL = 0x80;
    private static final int READ = 0x40;
    private static final int WRITE = 0x20;
    private static final int SIMPLE = 1;
    private static final int ABORT_TASK = 1;

    private final Simulation simulation;
    private final FakeStream stream;
    private final RawConnection raw;
    private int cmdSn;
    private int nextTag = 0x1000;

    /** Logs in, and takes the unit attention of a new nexus. */
    SimulatedConnection(SimulatedTarget target, LoginOptions options) {
        simulation = target.simulation();
        stream = target.connect();
        raw = target.loginRaw(stream, options);
        cmdSn = raw.expCmdSn();
        send(command(Cdb.testUnitReady(), 0, 0));
        receive(Opcode.SCSI_RESPONSE);
    }

    RawConnection raw() {
        return raw;
    }

    private Pdu command(byte[] cdb, int direction, int expectedLength) {
        return new Pdu(Opcode.SCSI_COMMAND)
                .flags(FINAL | direction | SIMPLE)
                .taskTag(nextTag++)
                .cmdSn(cmdSn++)
                .set32(20, expectedLength)
                .setBytes(32, Arrays.copyOf(cdb, 16));
    }

    Pdu read(int lba, int blocks) {
        return command(Cdb.read16(lba, blocks), READ, blocks * SimulatedTarget.BLOCK);
    }

    /** A WRITE without immediate data, and without unsolicited data. */
    Pdu write(int lba, int blocks) {
        return command(Cdb.write16(lba, blocks), WRITE, blocks * SimulatedTarget.BLOCK);
    }

    /** A WRITE that unsolicited Data-Out PDUs follow. */
    Pdu announcedWrite(int lba, int blocks) {
        return write(lba, blocks).flags(WRITE | SIMPLE);
    }

    /** The last Data-Out PDU of a sequence, with the bytes from {@code from} to {@code to}. */
    static Pdu dataOut(Pdu command, int transferTag, int dataSn, byte[] data, int from, int to) {
        return new Pdu(Opcode.DATA_OUT)
                .asFinal()
                .lun(command.lun())
                .taskTag(command.taskTag())
                .transferTag(transferTag)
                .set32(36, dataSn)
                .set32(40, from)
                .data(Arrays.copyOfRange(data, from, to));
    }

    /** A Data-Out PDU that others follow. */
    static Pdu partialDataOut(Pdu command, int transferTag, int dataSn, byte[] data, int from, int to) {
        return dataOut(command, transferTag, dataSn, data, from, to).flags(0);
    }

    /** The whole answer to an R2T. */
    static Pdu answer(Pdu r2t, byte[] data) {
        return dataOut(r2t, r2t.transferTag(), 0, data, r2t.bufferOffset(), r2t.bufferOffset() + r2t.residual());
    }

    Pdu send(Pdu pdu) {
        raw.send(pdu);
        return pdu;
    }

    Pdu receive(int opcode) {
        return raw.receive(opcode);
    }

    /** The next R2T, which asks for the bytes from {@code from} to {@code to}. */
    Pdu receiveR2t(Pdu command, int from, int to) {
        Pdu r2t = receive(Opcode.READY_TO_TRANSFER);
        assertEquals(command.taskTag(), r2t.taskTag());
        assertEquals(from, r2t.bufferOffset());
        assertEquals(to - from, r2t.residual());
        return r2t;
    }

    /** Receives GOOD status. */
    void receiveGood(Pdu command) {
        Pdu response = receive(Opcode.SCSI_RESPONSE);
        assertEquals(command.taskTag(), response.taskTag());
        assertEquals(0, response.get8(3), response::toString);
    }

    /** Receives CHECK CONDITION with a sense key, ASC and ASCQ: 0xKAAQQ. */
    void receiveSense(int sense, Pdu command) {
        Pdu response = receive(Opcode.SCSI_RESPONSE);
        assertEquals(command.taskTag(), response.taskTag());
        assertEquals(2, response.get8(3), response::toString);
        byte[] data = response.data();
        assertEquals(sense, (data[4] & 0xf) << 16 | (data[14] & 0xff) << 8 | data[15] & 0xff);
    }

    /** Expects no PDU within a second. */
    void receiveNothing() {
        simulation.run(Duration.ofSeconds(1));
        assertEquals(0, stream.available());
    }

    /** Reads blocks by a READ of one sequence. */
    byte[] contents(int lba, int blocks) {
        byte[] data = new byte[blocks * SimulatedTarget.BLOCK];
        send(read(lba, blocks));
        for (int got = 0; got < data.length; ) {
            Pdu pdu = receive(Opcode.DATA_IN);
            assertEquals(got, pdu.bufferOffset());
            System.arraycopy(pdu.data(), 0, data, got, pdu.data().length);
            got += pdu.data().length;
        }
        return data;
    }

    /** Ends a task by ABORT TASK, and receives the response to it. */
    void abort(Pdu command) {
        send(new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                .immediate()
                .flags(FINAL | ABORT_TASK)
                .taskTag(nextTag++)
                .transferTag(command.taskTag())
                .lun(command.lun())
                .set32(32, command.get32(24))
                .cmdSn(cmdSn));
        assertEquals(0, receive(Opcode.TASK_MANAGEMENT_RESPONSE).get8(2));
    }
}
