package dev.sluice.iscsi.task;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.connection.TargetTransferTags;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.R2tPdu;
import dev.sluice.iscsi.transport.SendBatch;
import java.util.function.IntConsumer;

/**
 * Data that a command has solicited by R2Ts and has not got in full, oldest first (RFC 7143 11.8): as many bursts as were
 * agreed on. R2Ts of the last ones may not be sent yet. Owner: the session's loop thread.
 */
final class OutstandingR2ts {
    private final ScsiExchange command;
    private final IoLoop loop;
    private final TargetTransferTags tags;
    private final int[] transferTags;
    private final long[] starts;
    private final long[] ends;
    private final int[] dataSns;
    private int first;
    private int count;
    private int toSend;
    private int r2tSn;

    OutstandingR2ts(ScsiExchange command, TaskResources resources) {
        int maxOutstandingR2T = resources.parameters().outstandingR2ts();
        this.command = command;
        this.loop = resources.loop();
        this.tags = resources.transferTags();
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

    /** Returns true if one that was sent is not answered in full. */
    boolean awaitsData() {
        return count > toSend;
    }

    boolean isFull() {
        return count == transferTags.length;
    }

    /** Solicits the bytes from {@code start} to {@code end} when the command is encoded next. */
    void add(long start, long end) {
        int at = (first + count++) % transferTags.length;
        transferTags[at] = tags.next();
        starts[at] = start;
        ends[at] = end;
        dataSns[at] = 0;
        toSend++;
    }

    /** Gives the tags of the R2Ts that were sent and are not answered in full, and forgets those that were not sent. */
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
            command.request().dataCame(loop.nowNanos());
            if (command.sentData() != null) {
                command.sentData().r2t(header);
            }
        }
        return true;
    }

    /** Returns true if a Data-Out PDU belongs to the oldest burst, whose turn it is. */
    boolean isDue(BasicHeader header) {
        return count > toSend && header.targetTransferTag() == transferTags[first];
    }

    /** The offset at which the oldest burst ends. */
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
