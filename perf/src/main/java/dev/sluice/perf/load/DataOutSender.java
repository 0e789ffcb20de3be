package dev.sluice.perf.load;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.DataOutPdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.R2tPdu;
import dev.sluice.perf.peer.ByteBufferHeader;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The data of writes: immediate, unsolicited, or solicited by R2T (RFC 7143 4.2.5.2). Bursts that the send queue has no
 * room for wait here. The thread of the connection.
 */
final class DataOutSender {
    /** A burst of Data-Out PDUs: the bytes of a command from one offset to another. */
    private record Burst(long lun, int taskTag, int transferTag, int from, int end) {}

    private final LoadSendQueue out;
    private final int maxSegment;
    private final int firstBurst;
    private final boolean immediateData;
    private final boolean initialR2t;
    private final ArrayDeque<Burst> waiting = new ArrayDeque<>();
    /** Bytes and PDUs of the first waiting burst that are in the send queue. */
    private int sentBytes;

    private int dataSn;

    DataOutSender(LoadSendQueue out, Login login) {
        this.out = out;
        this.maxSegment = login.number("MaxRecvDataSegmentLength", 8192);
        this.firstBurst = login.number("FirstBurstLength", 65536);
        this.immediateData = login.isYes("ImmediateData", true);
        this.initialR2t = login.isYes("InitialR2T", true);
    }

    int immediate(int total) {
        return immediateData ? Math.min(total, Math.min(maxSegment, firstBurst)) : 0;
    }

    /** Bytes that are sent before any R2T, including the immediate ones. */
    int unsolicited(int total) {
        return initialR2t ? immediate(total) : Math.min(total, firstBurst);
    }

    /** Adds a burst; {@link #send} sends it. */
    void add(long lun, int taskTag, int transferTag, int from, int end) {
        waiting.add(new Burst(lun, taskTag, transferTag, from, end));
    }

    /** Puts as much of the waiting bursts into the send queue as there is room for; true if nothing is left. */
    boolean send(int expStatSn) {
        Burst burst;
        while ((burst = waiting.peek()) != null) {
            int offset = burst.from + sentBytes;
            int length = Math.min(maxSegment, burst.end - offset);
            if (!out.hasRoomFor(length)) {
                return false;
            }
            sendSegment(burst, expStatSn, offset, length);
            sentBytes += length;
            dataSn++;
            if (offset + length == burst.end) {
                waiting.remove();
                sentBytes = 0;
                dataSn = 0;
            }
        }
        return true;
    }

    private void sendSegment(Burst burst, int expStatSn, int offset, int length) {
        ByteBuffer to = out.staging();
        int at = ByteBufferHeader.begin(
                to, Opcode.DATA_OUT, offset + length == burst.end ? BasicHeader.FINAL : 0, length);
        to.putLong(at + BasicHeader.LUN_OFFSET, burst.lun)
                .putInt(at + BasicHeader.INITIATOR_TASK_TAG_OFFSET, burst.taskTag)
                .putInt(at + BasicHeader.TARGET_TRANSFER_TAG_OFFSET, burst.transferTag)
                .putInt(at + BasicHeader.EXP_STAT_SN_OFFSET, expStatSn)
                .putInt(at + DataOutPdu.DATA_SN_OFFSET, dataSn)
                .putInt(at + R2tPdu.BUFFER_OFFSET_OFFSET, offset);
        out.finish(at, offset, length);
    }
}
