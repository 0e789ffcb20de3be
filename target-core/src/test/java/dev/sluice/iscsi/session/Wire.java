package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.RawConnection;
import java.net.InetSocketAddress;

/**
 * A connection that a test drives PDU by PDU. It makes PDUs with the numbers that are due; what a test wants to be wrong it
 * changes before it sends. One thread.
 */
final class Wire implements AutoCloseable {
    static final int READ = 0x40;
    static final int WRITE = 0x20;
    static final int SIMPLE = 1;

    private static final int FINAL = 0x80;

    private final RawConnection raw;
    private int cmdSn;
    private int nextTag = 0x1000;

    private Wire(RawConnection raw) {
        this.raw = raw;
        this.cmdSn = raw.expCmdSn();
    }

    static Wire login(TestServer server, LoginOptions options) {
        return new Wire(RawConnection.login(server.address(), options));
    }

    static Wire login(TestServer server) {
        return login(server, TestServer.options());
    }

    /** Past the unit attention that a new nexus gets. */
    static Wire ready(TestServer server, LoginOptions options) {
        return ready(server.address(), options);
    }

    static Wire ready(InetSocketAddress address, LoginOptions options) {
        Wire wire = new Wire(RawConnection.login(address, options));
        wire.send(wire.command(Cdb.testUnitReady(), 0, 0));
        wire.receive(Opcode.SCSI_RESPONSE);
        return wire;
    }

    static Wire ready(TestServer server) {
        return ready(server, TestServer.options());
    }

    RawConnection raw() {
        return raw;
    }

    /** The CmdSN of the next command. */
    int cmdSn() {
        return cmdSn;
    }

    /** Says that the next command has another CmdSN. */
    void cmdSn(int value) {
        cmdSn = value;
    }

    int newTag() {
        return nextTag++;
    }

    /** A SCSI command that takes the next CmdSN. */
    Pdu command(byte[] cdb, int direction, int expectedLength) {
        return new Pdu(Opcode.SCSI_COMMAND)
                .flags(FINAL | direction | SIMPLE)
                .taskTag(newTag())
                .set32(20, expectedLength)
                .cmdSn(cmdSn++)
                .setBytes(32, cdb);
    }

    Pdu read(int lba, int blocks) {
        return command(Cdb.read10(lba, blocks), READ, blocks * TestServer.BLOCK);
    }

    /** A write without immediate data. */
    Pdu write(int lba, int blocks) {
        return command(Cdb.write10(lba, blocks), WRITE, blocks * TestServer.BLOCK);
    }

    /** The only or last Data-Out PDU of a burst. */
    static Pdu dataOut(Pdu command, int transferTag, int dataSn, int offset, byte[] data) {
        return new Pdu(Opcode.DATA_OUT)
                .asFinal()
                .lun(command.lun())
                .taskTag(command.taskTag())
                .transferTag(transferTag)
                .set32(36, dataSn)
                .set32(40, offset)
                .data(data);
    }

    /** Answers an R2T with one PDU. */
    static Pdu answer(Pdu r2t, byte[] allData) {
        byte[] piece = java.util.Arrays.copyOfRange(allData, r2t.bufferOffset(), r2t.bufferOffset() + r2t.residual());
        return dataOut(r2t, r2t.transferTag(), 0, r2t.bufferOffset(), piece);
    }

    Pdu ping() {
        return new Pdu(Opcode.NOP_OUT)
                .immediate()
                .asFinal()
                .taskTag(newTag())
                .transferTag(Pdu.RESERVED_TAG)
                .cmdSn(cmdSn);
    }

    /** An immediate task management request about {@code command}, or about none where it is null. */
    Pdu manage(int function, Pdu command) {
        Pdu request = new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                .immediate()
                .flags(FINAL | function)
                .taskTag(newTag())
                .transferTag(command == null ? Pdu.RESERVED_TAG : command.taskTag())
                .cmdSn(cmdSn);
        return command == null ? request : request.lun(command.lun()).set32(32, command.get32(24));
    }

    Pdu text(String keys) {
        return new Pdu(Opcode.TEXT_REQUEST)
                .asFinal()
                .taskTag(newTag())
                .transferTag(Pdu.RESERVED_TAG)
                .cmdSn(cmdSn++)
                .data(keys.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    Pdu logout(int reason, int cid) {
        return new Pdu(Opcode.LOGOUT_REQUEST)
                .immediate()
                .flags(FINAL | reason)
                .taskTag(newTag())
                .set16(20, cid)
                .cmdSn(cmdSn);
    }

    Pdu send(Pdu pdu) {
        raw.send(pdu);
        return pdu;
    }

    Pdu receive(int opcode) {
        return raw.receive(opcode);
    }

    /** The answer to {@code request}, which is to come next. */
    Pdu receive(int opcode, Pdu request) {
        Pdu answer = raw.receive(opcode);
        assertEquals(request.taskTag(), answer.taskTag(), () -> "the answer to another request: " + answer);
        return answer;
    }

    /** Sends and takes the answer. */
    Pdu exchange(Pdu request, int opcode) {
        return receive(opcode, send(request));
    }

    /** Nothing has come, and the target answers a ping: what was sent before it has ignored, or not answered yet. */
    Pdu hasOnlyPingToAnswer() {
        return exchange(ping(), Opcode.NOP_IN);
    }

    void isClosedByTarget() {
        assertTrue(raw.connection().isClosedByTarget(), "the connection is open, and a PDU came");
    }

    /** The target says why, and closes. */
    Pdu isRejectedAndClosed() {
        Pdu reject = raw.receive(Opcode.REJECT);
        isClosedByTarget();
        return reject;
    }

    static int status(Pdu response) {
        return response.get8(3);
    }

    /** Sense key, ASC and ASCQ as 0xKAAQQ of fixed-format sense data in a SCSI Response. */
    static int sense(Pdu response) {
        assertEquals(2, status(response), () -> "no CHECK CONDITION: " + response);
        byte[] data = response.data();
        return (data[4] & 0xf) << 16 | (data[14] & 0xff) << 8 | data[15] & 0xff;
    }

    @Override
    public void close() {
        raw.close();
    }
}
