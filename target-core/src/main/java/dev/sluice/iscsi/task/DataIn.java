package dev.sluice.iscsi.task;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.connection.TargetTransferTags;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.DataInPdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.recovery.SentData;
import dev.sluice.iscsi.transport.SendBatch;

/**
 * The Data-In of a command, RFC 7143 11.7: pieces from the device server, cut into PDUs when they are sent. Owner: the session's
 * loop thread.
 */
final class DataIn {
    /** Pieces that may wait here before the device server is asked to hold on. */
    private static final int ENOUGH_PIECES = 4;

    private final int maxBurstLength;
    private final TargetTransferTags transferTags;
    private IoBuffer[] buffers = new IoBuffer[8];
    private int[] offsets = new int[8];
    private int[] lengths = new int[8];
    private int first;
    private int count;

    private long expected;
    private long accepted;
    private long sent;
    private long sentInBurst;
    private int dataSn;
    private boolean full;

    /**
     * Makes one that is used again and again.
     *
     * @param maxBurstLength MaxBurstLength of the session, in bytes
     * @param transferTags for PDUs that ask for an acknowledgement
     */
    DataIn(int maxBurstLength, TargetTransferTags transferTags) {
        this.maxBurstLength = maxBurstLength;
        this.transferTags = transferTags;
    }

    void begin(long expectedLength) {
        expected = expectedLength;
        accepted = 0;
        sent = 0;
        sentInBurst = 0;
        dataSn = 0;
        full = false;
    }

    /** Takes a piece and its reference; what the initiator did not ask for is cut off. */
    void add(IoBuffer buffer, int offset, int length) {
        int wanted = (int) Math.min(length, expected - accepted);
        if (wanted <= 0) {
            buffer.release();
            return;
        }
        if (count == buffers.length) {
            grow();
        }
        int at = (first + count++) & (buffers.length - 1);
        buffers[at] = buffer;
        offsets[at] = offset;
        lengths[at] = wanted;
        accepted += wanted;
    }

    private void grow() {
        IoBuffer[] moreBuffers = new IoBuffer[count * 2];
        int[] moreOffsets = new int[count * 2];
        int[] moreLengths = new int[count * 2];
        for (int i = 0; i < count; i++) {
            int at = (first + i) & (buffers.length - 1);
            moreBuffers[i] = buffers[at];
            moreOffsets[i] = offsets[at];
            moreLengths[i] = lengths[at];
        }
        buffers = moreBuffers;
        offsets = moreOffsets;
        lengths = moreLengths;
        first = 0;
    }

    /** Returns true if there is room for more; otherwise the task is told when there is. */
    boolean accepts() {
        full = count >= ENOUGH_PIECES;
        return !full;
    }

    /** The PDUs sent were cut anew; the next one has the DataSN {@code next}. */
    void renumber(int next) {
        dataSn = next;
    }

    /** PDUs sent: what ExpDataSN of the response says. */
    int dataSn() {
        return dataSn;
    }

    /**
     * Writes the PDUs of what is here.
     *
     * @param command gives the status, for the last PDU of a command that ended well
     * @return false if the batch is full and something is left
     */
    boolean encode(SendBatch batch, ScsiExchange command) {
        while (count > 0) {
            if (!batch.hasRoom()) {
                return false;
            }
            encodeNext(batch, command);
            if (full && accepts()) {
                command.task().dataInReady();
            }
        }
        return true;
    }

    private void encodeNext(SendBatch batch, ScsiExchange command) {
        Connection connection = command.connection();
        int piece = lengths[first];
        int length = (int) Math.min(
                Math.min(Math.min(piece, batch.room()), connection.parameters().initiatorMaxRecvDataSegmentLength()),
                maxBurstLength - sentInBurst);
        boolean last = count == 1
                && length == piece
                && (command.isCompleted()
                        || sent + length == Math.min(expected, command.task().transferLength()));
        boolean endsBurst = last || sentInBurst + length == maxBurstLength;
        boolean withStatus = last && command.canCollapseStatus();
        SentData kept = command.sentData();
        boolean wantsAck = kept != null && endsBurst && !last;
        int flags = (endsBurst ? BasicHeader.FINAL : 0)
                | (wantsAck ? DataInPdu.ACKNOWLEDGE : 0)
                | (withStatus ? DataInPdu.STATUS | command.endForStatus() : 0);
        BasicHeader header = batch.begin(Opcode.DATA_IN, flags)
                .initiatorTaskTag(command.request().tag())
                .targetTransferTag(BasicHeader.NO_TAG);
        DataInPdu.dataSn(header, dataSn++);
        DataInPdu.bufferOffset(header, sent);
        if (withStatus) {
            DataInPdu.status(header, command.task().status().code());
            DataInPdu.residual(header, command.status().residual());
            connection.sequence().stamp(header, true);
        } else {
            connection.sequence().stampWindow(header);
        }
        if (wantsAck) {
            int tag = transferTags.next();
            header.lun(command.request().lun()).targetTransferTag(tag);
            kept.acknowledgeTag(tag);
        }
        batch.end(buffers[first], offsets[first], length);
        if (kept != null) {
            kept.dataIn(header, buffers[first], offsets[first], length);
        }
        sent += length;
        sentInBurst = endsBurst ? 0 : sentInBurst + length;
        if (length == piece) {
            removeFirst();
        } else {
            offsets[first] += length;
            lengths[first] -= length;
        }
    }

    /** A waiter for the buffer gets it within the release, and may add pieces here, or release all of them. */
    private void removeFirst() {
        IoBuffer removed = buffers[first];
        buffers[first] = null;
        first = (first + 1) & (buffers.length - 1);
        count--;
        removed.release();
    }

    void release() {
        while (count > 0) {
            removeFirst();
        }
    }
}
