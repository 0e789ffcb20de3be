package dev.sluice.perf.peer;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.DataInPdu;
import dev.sluice.iscsi.pdu.DataOutPdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.ScsiCommandPdu;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** A session that behaves, one request at a time: sends the data that it is asked for and answers pings. One thread. */
public final class PeerSession implements Closeable {
    /** Data that one PDU carries, either way. */
    private static final int SEGMENT = 1 << 16;

    private static final int PATIENCE_SECONDS = 60;
    private static final int UNIT_ATTENTION = 6;
    private static final int CHECK_CONDITION = 2;

    private final PduConnection connection;
    private final SessionState state;
    private ByteBuffer answer;
    private Pdu pong;
    private byte[] readData = {};
    private byte[] writeData = {};
    private boolean r2tPending;

    /** @param from the address to come from, or null */
    public PeerSession(InetSocketAddress target, InetSocketAddress from, int isidQualifier) throws IOException {
        connection = new PduConnection(target, from);
        state = new SessionState(isidQualifier);
    }

    /** Logs in to a target that asks for no proof. */
    public void login(String initiator, String target) throws IOException {
        exchange(state.login("InitiatorName=" + initiator + "\0SessionType=Normal\0TargetName=" + target
                + "\0HeaderDigest=None\0DataDigest=None\0ImmediateData=Yes\0InitialR2T=Yes\0MaxOutstandingR2T=1\0"
                + "FirstBurstLength=" + SEGMENT + "\0MaxBurstLength=" + 4 * SEGMENT + "\0MaxRecvDataSegmentLength="
                + SEGMENT + "\0"));
        int status = ByteBufferHeader.loginStatus(answer);
        if (status != 0) {
            throw new IOException("its login is refused with status %04xh".formatted(status));
        }
    }

    /** Writes whole blocks; small data go with the command or are asked for, as {@code immediate} says. */
    public void write(int lun, int blockSize, int lba, byte[] data, boolean immediate) throws IOException {
        writeData = data;
        boolean together = immediate && data.length <= SEGMENT;
        command(
                lun,
                rw(0x2a, lba, data.length / blockSize),
                ScsiCommandPdu.WRITE,
                data.length,
                together ? data : new byte[0]);
    }

    /** Reads whole blocks. */
    public byte[] read(int lun, int blockSize, int lba, int length) throws IOException {
        readData = new byte[length];
        command(lun, rw(0x28, lba, length / blockSize), ScsiCommandPdu.READ, length, new byte[0]);
        return readData;
    }

    /** TEST UNIT READY. */
    public void test(int lun) throws IOException {
        command(lun, new byte[16], 0, 0, new byte[0]);
    }

    private static byte[] rw(int opcode, int lba, int blocks) {
        return ByteBuffer.allocate(16)
                .put(0, (byte) opcode)
                .putInt(2, lba)
                .putShort(7, (short) blocks)
                .array();
    }

    private void command(int lun, byte[] cdb, int direction, int length, byte[] data) throws IOException {
        while (true) {
            Pdu pdu = new Pdu(Opcode.SCSI_COMMAND, BasicHeader.FINAL | direction | ScsiCommandPdu.SIMPLE)
                    .lun((long) lun << 48)
                    .taskTag(state.newTag())
                    .set(ScsiCommandPdu.EXPECTED_LENGTH_OFFSET, length)
                    .cmdSn(state.nextCmdSn())
                    .expStatSn(state.expStatSn())
                    .data(data);
            pdu.header.put(ScsiCommandPdu.CDB_OFFSET, cdb);
            exchange(pdu);
            int status = ByteBufferHeader.status(answer, 0);
            boolean attention = status == CHECK_CONDITION
                    && answer.limit() > BasicHeader.LENGTH + 4
                    && (answer.get(BasicHeader.LENGTH + 4) & 0xf) == UNIT_ATTENTION;
            if (status == 0) {
                return;
            }
            if (!attention) {
                throw new IOException("command %02xh ends with status %02xh".formatted(cdb[0], status));
            }
        }
    }

    /** A NOP-Out that is answered. */
    public void ping() throws IOException {
        exchange(new Pdu(Opcode.NOP_OUT | BasicHeader.IMMEDIATE, BasicHeader.FINAL)
                .taskTag(state.newTag())
                .transferTag(BasicHeader.NO_TAG)
                .cmdSn(state.cmdSn())
                .expStatSn(state.expStatSn()));
    }

    /** Ends the session. */
    public void logout() throws IOException {
        exchange(new Pdu(Opcode.LOGOUT_REQUEST | BasicHeader.IMMEDIATE, BasicHeader.FINAL)
                .taskTag(state.newTag())
                .cmdSn(state.cmdSn())
                .expStatSn(state.expStatSn()));
    }

    private void exchange(Pdu pdu) throws IOException {
        answer = null;
        r2tPending = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        send(pdu);
        while (answer == null) {
            if (!connection.receive(100, this::received)) {
                throw new IOException("its connection is closed");
            }
            if (pong != null) {
                Pdu reply = pong;
                pong = null;
                send(reply);
            }
            if (r2tPending) {
                r2tPending = false;
                sendData(state.r2tTag(), state.r2tOffset(), state.r2tLength());
            }
            if (answer == null && System.nanoTime() > end) {
                throw new IOException("no answer within " + PATIENCE_SECONDS + " s");
            }
        }
    }

    private void send(Pdu pdu) throws IOException {
        pdu.seal();
        if (!connection.send(pdu, this::received)) {
            throw new IOException("its connection is closed, or takes nothing");
        }
    }

    private void sendData(int transferTag, int offset, int length) throws IOException {
        int task = state.r2tTask();
        int dataSn = 0;
        for (int at = offset; at < offset + length; at += SEGMENT) {
            int count = Math.min(SEGMENT, offset + length - at);
            byte[] piece = new byte[count];
            System.arraycopy(writeData, at, piece, 0, count);
            send(new Pdu(Opcode.DATA_OUT, at + count == offset + length ? BasicHeader.FINAL : 0)
                    .taskTag(task)
                    .transferTag(transferTag)
                    .expStatSn(state.expStatSn())
                    .set(DataOutPdu.DATA_SN_OFFSET, dataSn++)
                    .set(DataOutPdu.BUFFER_OFFSET_OFFSET, at)
                    .data(piece));
        }
    }

    private void received(ByteBuffer pdu) {
        state.received(pdu);
        switch (ByteBufferHeader.opcode(pdu, 0)) {
            case Opcode.DATA_IN -> {
                pdu.get(
                        BasicHeader.LENGTH,
                        readData,
                        pdu.getInt(DataInPdu.BUFFER_OFFSET_OFFSET),
                        ByteBufferHeader.dataLength(pdu, 0));
                if (ByteBufferHeader.hasStatus(pdu, 0)) {
                    keep(pdu);
                }
            }
            case Opcode.NOP_IN -> {
                if (SessionState.isPing(pdu)) {
                    pong = state.pong(pdu);
                } else {
                    keep(pdu);
                }
            }
            case Opcode.R2T -> r2tPending = true;
            case Opcode.SCSI_RESPONSE, Opcode.LOGIN_RESPONSE, Opcode.LOGOUT_RESPONSE -> keep(pdu);
            default -> {}
        }
    }

    private void keep(ByteBuffer pdu) {
        answer = ByteBuffer.allocate(pdu.remaining()).put(pdu.duplicate()).flip();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
