package dev.sluice.perf.load;

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
            int at = PduLayout.beginHeader(
                    to, PduLayout.SCSI_COMMAND, PduLayout.FINAL | PduLayout.READ | PduLayout.SIMPLE, 0);
            to.putLong(at + 8, address.lunField())
                    .putInt(at + 20, REPLY_BYTES)
                    .putInt(at + 24, cmdSn + attempt)
                    .putInt(at + PduLayout.EXP_STAT_SN, expStatSn + attempt)
                    .put(at + 32, (byte) 0x9e)
                    .put(at + 33, (byte) 0x10)
                    .putInt(at + 42, REPLY_BYTES);
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
            int opcode = in.get(at) & 0x3f;
            if (opcode == PduLayout.DATA_IN) {
                blocks = in.getLong(stream.payloadOf(at)) + 1;
                blockSize = in.getInt(stream.payloadOf(at) + 8);
            }
            boolean ends = opcode == PduLayout.SCSI_RESPONSE
                    || opcode == PduLayout.DATA_IN && (in.get(at + 1) & PduLayout.STATUS_PRESENT) != 0;
            if (ends) {
                return in.get(at + 3) == 0 && blockSize > 0
                        ? new Capacity(blocks, blockSize, commandsUsed, in.getInt(at + PduLayout.MAX_CMD_SN))
                        : null;
            }
        }
    }

    long bytes() {
        return blocks * blockSize;
    }
}
