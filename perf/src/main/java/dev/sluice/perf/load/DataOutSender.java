package dev.sluice.perf.load;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.DataOutPdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.R2tPdu;
import dev.sluice.perf.peer.ByteBufferHeader;
import java.nio.ByteBuffer;

/** The Data-Out of a write: immediate, unsolicited, or solicited by R2T (RFC 7143 4.2.5.2). */
final class DataOutSender {
    private final LoadSendQueue out;
    private final int maxSegment;
    private final int firstBurst;
    private final boolean immediateData;
    private final boolean initialR2t;

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

    /** Bytes that go before any R2T, the immediate ones counted. */
    int unsolicited(int total) {
        return initialR2t ? immediate(total) : Math.min(total, firstBurst);
    }

    void send(long lun, int taskTag, int transferTag, int expStatSn, int from, int end) {
        int dataSn = 0;
        for (int offset = from; offset < end; dataSn++) {
            int length = Math.min(maxSegment, end - offset);
            ByteBuffer to = out.staging();
            int at =
                    ByteBufferHeader.begin(to, Opcode.DATA_OUT, offset + length == end ? BasicHeader.FINAL : 0, length);
            to.putLong(at + BasicHeader.LUN_OFFSET, lun)
                    .putInt(at + BasicHeader.INITIATOR_TASK_TAG_OFFSET, taskTag)
                    .putInt(at + BasicHeader.TARGET_TRANSFER_TAG_OFFSET, transferTag)
                    .putInt(at + BasicHeader.EXP_STAT_SN_OFFSET, expStatSn)
                    .putInt(at + DataOutPdu.DATA_SN_OFFSET, dataSn)
                    .putInt(at + R2tPdu.BUFFER_OFFSET_OFFSET, offset);
            out.finish(at, offset, length);
            offset += length;
        }
    }
}
