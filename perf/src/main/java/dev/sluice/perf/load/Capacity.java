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
 * @param maxCmdSn the window in the last answer
 */
record Capacity(long blocks, int blockSize, int commandsUsed, int maxCmdSn) {
    private static final int REPLY_BYTES = 32;
    /** The first commands of a session may be answered by unit attentions. */
    private static final int MAX_TRIES = 8;
    /** SPC-4 4.5: ILLEGAL REQUEST, LOGICAL UNIT NOT SUPPORTED. */
    private static final String NO_SUCH_LUN = "5/25";

    /**
     * Asks over a blocking channel.
     *
     * @param further the LUN, counted from that of the address
     */
    static Capacity ask(
            SocketChannel channel,
            LoadSendQueue out,
            boolean headerDigest,
            boolean dataDigest,
            TargetAddress address,
            int further,
            int cmdSn,
            int expStatSn)
            throws IOException, LoadFailure {
        int lun = address.lun() + further;
        String refusal = "";
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            ByteBuffer to = out.staging();
            int at = ByteBufferHeader.begin(
                    to, Opcode.SCSI_COMMAND, BasicHeader.FINAL | ScsiCommandPdu.READ | ScsiCommandPdu.SIMPLE, 0);
            to.putLong(at + BasicHeader.LUN_OFFSET, address.lunField(further))
                    .putInt(at + ScsiCommandPdu.EXPECTED_LENGTH_OFFSET, REPLY_BYTES)
                    .putInt(at + BasicHeader.CMD_SN_OFFSET, cmdSn + attempt)
                    .putInt(at + BasicHeader.EXP_STAT_SN_OFFSET, expStatSn + attempt)
                    .put(at + ScsiCommandPdu.CDB_OFFSET, (byte) 0x9e)
                    .put(at + ScsiCommandPdu.CDB_OFFSET + 1, (byte) 0x10)
                    .putInt(at + ScsiCommandPdu.CDB_OFFSET + 10, REPLY_BYTES);
            out.finish(at, 0, 0);
            out.flush(channel);
            ByteBuffer data = ByteBuffer.allocate(0);
            ByteBuffer header;
            do {
                header = TargetAddress.readFully(channel, BasicHeader.LENGTH + (headerDigest ? 4 : 0));
                int padded = ByteBufferHeader.paddedDataLength(header, 0);
                if (padded > 0) {
                    data = TargetAddress.readFully(channel, padded + (dataDigest ? 4 : 0));
                }
            } while (!ByteBufferHeader.hasStatus(header, 0));
            if (ByteBufferHeader.status(header, 0) == 0 && data.capacity() >= REPLY_BYTES) {
                return new Capacity(
                        data.getLong(0) + 1, data.getInt(8), attempt + 1, header.getInt(BasicHeader.MAX_CMD_SN_OFFSET));
            }
            refusal = sense(data);
            if (refusal.equals(NO_SUCH_LUN)) {
                throw LoadFailure.noSession("the target " + address.target() + " has no LUN " + lun);
            }
        }
        throw LoadFailure.noSession(
                "LUN " + lun + " does not answer READ CAPACITY(16): sense key/code " + refusal + " (hexadecimal)");
    }

    /** Returns the sense key and the additional sense code of a SCSI Response's data (RFC 7143 11.4.7), in hexadecimal. */
    private static String sense(ByteBuffer data) {
        if (data.capacity() < 16) {
            return "none";
        }
        boolean fixed = (data.get(2) & 0x7e) == 0x70;
        return "%x/%02x".formatted(fixed ? data.get(4) & 0xf : data.get(3) & 0xf, data.get(fixed ? 14 : 4));
    }

    /** Returns the commands of {@code blockBytes} that fit into the first {@code regionBytes} of the disk, or into all of it with 0. */
    long commands(long regionBytes, int blockBytes) throws LoadFailure {
        long bytes = blocks * blockSize;
        long region = regionBytes == 0 ? bytes : Math.min(regionBytes, bytes);
        if (blockBytes % blockSize != 0 || region < blockBytes) {
            throw LoadFailure.wrongArguments("--block-bytes " + blockBytes + " does not fit the disk of " + bytes
                    + " bytes in blocks of " + blockSize);
        }
        return region / blockBytes;
    }
}
