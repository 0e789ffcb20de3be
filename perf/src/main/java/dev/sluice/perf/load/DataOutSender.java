package dev.sluice.perf.load;

import java.nio.ByteBuffer;

/** How the payload of a write travels: with the command, behind it, or when the target asks (RFC 7143 3.2.4.2). */
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
                    PduLayout.beginHeader(to, PduLayout.DATA_OUT, offset + length == end ? PduLayout.FINAL : 0, length);
            to.putLong(at + 8, lun)
                    .putInt(at + PduLayout.TASK_TAG, taskTag)
                    .putInt(at + PduLayout.TRANSFER_TAG, transferTag)
                    .putInt(at + PduLayout.EXP_STAT_SN, expStatSn)
                    .putInt(at + 36, dataSn)
                    .putInt(at + PduLayout.BUFFER_OFFSET, offset);
            out.finish(at, offset, length);
            offset += length;
        }
    }
}
