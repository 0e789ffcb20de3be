package dev.sluice.perf.load;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.ScsiCommandPdu;
import dev.sluice.perf.peer.ByteBufferHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The size of the disk, by READ CAPACITY(16) (SBC-3 5.16).
 *
 * @param commandsUsed CmdSNs and StatSNs that the question took
 * @param maxCmdSn the window that the last answer told
 */
record Capacity(long blocks, int blockSize, int commandsUsed, int maxCmdSn) {
    private static final int REPLY_BYTES = 32;
    /** The first commands of a session may be answered by unit attentions. */
    private static final int MAX_TRIES = 8;

    static Capacity ask(
            SocketChannel channel, PduStream stream, LoadSendQueue out, TargetAddress address, int cmdSn, int expStatSn)
            throws IOException {
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            ByteBuffer to = out.staging();
            int at = ByteBufferHeader.begin(
                    to, Opcode.SCSI_COMMAND, BasicHeader.FINAL | ScsiCommandPdu.READ | ScsiCommandPdu.SIMPLE, 0);
            to.putLong(at + BasicHeader.LUN_OFFSET, address.lunField())
                    .putInt(at + ScsiCommandPdu.EXPECTED_LENGTH_OFFSET, REPLY_BYTES)
                    .putInt(at + BasicHeader.CMD_SN_OFFSET, cmdSn + attempt)
                    .putInt(at + BasicHeader.EXP_STAT_SN_OFFSET, expStatSn + attempt)
                    .put(at + ScsiCommandPdu.CDB_OFFSET, (byte) 0x9e)
                    .put(at + ScsiCommandPdu.CDB_OFFSET + 1, (byte) 0x10)
                    .putInt(at + ScsiCommandPdu.CDB_OFFSET + 10, REPLY_BYTES);
            out.finish(at, 0, 0);
            out.flush(channel);
            Capacity capacity = receive(stream, attempt + 1);
            if (capacity != null) {
                return capacity;
            }
        }
        throw new IOException("the disk does not answer READ CAPACITY(16)");
    }

    /** Null where the command did not end well. */
    private static Capacity receive(PduStream stream, int commandsUsed) throws IOException {
        long blocks = 0;
        int blockSize = 0;
        while (true) {
            int at = stream.next();
            if (at < 0) {
                stream.fill();
                continue;
            }
            ByteBuffer in = stream.buffer();
            if (ByteBufferHeader.opcode(in, at) == Opcode.DATA_IN) {
                blocks = in.getLong(stream.payloadOf(at)) + 1;
                blockSize = in.getInt(stream.payloadOf(at) + 8);
            }
            if (ByteBufferHeader.hasStatus(in, at)) {
                return ByteBufferHeader.status(in, at) == 0 && blockSize > 0
                        ? new Capacity(blocks, blockSize, commandsUsed, in.getInt(at + BasicHeader.MAX_CMD_SN_OFFSET))
                        : null;
            }
        }
    }

    long bytes() {
        return blocks * blockSize;
    }
}
