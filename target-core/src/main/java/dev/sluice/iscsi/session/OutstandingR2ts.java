package dev.sluice.iscsi.session;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.R2tPdu;
import dev.sluice.iscsi.transport.SendBatch;
import java.util.function.IntConsumer;

/**
 * The data that a command has asked for by R2T and has not got in full, oldest first (RFC 7143 11.8): as many bursts as were
 * agreed on, of which the last may not be sent yet. Owner: the session's loop thread.
 */
final class OutstandingR2ts {
    private final ScsiExchange command;
    private final int[] transferTags;
    private final long[] starts;
    private final long[] ends;
    private final int[] dataSns;
    private int first;
    private int count;
    private int toSend;
    private int r2tSn;

    OutstandingR2ts(ScsiExchange command, int maxOutstandingR2T) {
        this.command = command;
        this.transferTags = new int[maxOutstandingR2T];
        this.starts = new long[maxOutstandingR2T];
        this.ends = new long[maxOutstandingR2T];
        this.dataSns = new int[maxOutstandingR2T];
    }

    /** Begins with none. */
    void begin(int nextR2tSn) {
        r2tSn = nextR2tSn;
        clear();
    }

    void clear() {
        count = 0;
        toSend = 0;
    }

    /** Whether one that was sent is not answered in full. */
    boolean awaitsData() {
        return count > toSend;
    }

    boolean isFull() {
        return count == transferTags.length;
    }

    /** Has the bytes from {@code start} to {@code end} asked for when the command is encoded next. */
    void add(long start, long end) {
        int at = (first + count++) % transferTags.length;
        transferTags[at] = command.session().nextTransferTag();
        starts[at] = start;
        ends[at] = end;
        dataSns[at] = 0;
        toSend++;
    }

    /** Tells of the requests that were sent and are not answered in full, and forgets those that were not sent. */
    void forEachSent(IntConsumer transferTag) {
        count -= toSend;
        toSend = 0;
        for (int i = 0; i < count; i++) {
            transferTag.accept(transferTags[(first + i) % transferTags.length]);
        }
    }

    /** Writes R2T PDUs; false when the batch is full before all are written. */
    boolean encode(SendBatch batch) {
        while (toSend > 0) {
            if (!batch.hasRoom()) {
                return false;
            }
            int at = (first + count - toSend--) % transferTags.length;
            BasicHeader header = batch.begin(Opcode.R2T, BasicHeader.FINAL)
                    .lun(command.request().lun())
                    .initiatorTaskTag(command.request().tag())
                    .targetTransferTag(transferTags[at]);
            R2tPdu.r2tSn(header, r2tSn++);
            R2tPdu.bufferOffset(header, starts[at]);
            R2tPdu.desiredLength(header, ends[at] - starts[at]);
            command.connection().sequence().stamp(header, false);
            batch.end();
            command.request().dataCame(command.session().loop().nowNanos());
            if (command.sentData() != null) {
                command.sentData().r2t(header);
            }
        }
        return true;
    }

    /** Whether a Data-Out PDU belongs to the oldest burst, whose turn it is. */
    boolean isDue(BasicHeader header) {
        return count > toSend && header.targetTransferTag() == transferTags[first];
    }

    /** Where the oldest burst ends. */
    long end() {
        return ends[first];
    }

    /** The DataSN that the oldest burst goes on with. */
    int dataSn() {
        return dataSns[first];
    }

    /** A Data-Out PDU of the oldest burst has arrived. */
    void arrived(boolean last) {
        dataSns[first]++;
        if (last) {
            remove();
        }
    }

    /** The oldest burst is over. */
    void remove() {
        first = (first + 1) % transferTags.length;
        count--;
    }
}
