package dev.sluice.iscsi.recovery;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.ScsiResponsePdu;
import dev.sluice.iscsi.transport.Outgoing;
import dev.sluice.iscsi.transport.SendBatch;
import java.util.function.Consumer;

/** The response of a task that was sent on a connection which is gone, as a new one of another (RFC 7143 7.2.2). Owner: the loop thread. */
public final class ReissuedStatus extends Outgoing {

    private final StatusSequence sequence;
    private final SentLog.Entry entry;
    private final Consumer<SentLog.Entry> lostAgain;

    /** @param lostAgain takes {@code entry} back if this connection goes, too */
    public ReissuedStatus(StatusSequence sequence, SentLog.Entry entry, Consumer<SentLog.Entry> lostAgain) {
        this.sequence = sequence;
        this.entry = entry;
        this.lostAgain = lostAgain;
    }

    @Override
    protected boolean encode(SendBatch batch) {
        SentPdu response = entry.response();
        int statSn = sequence.statSn();
        response.set(BasicHeader.STAT_SN_OFFSET, statSn);
        response.set(ScsiResponsePdu.EXP_DATA_SN_OFFSET, entry.data().next());
        response.encodeAsNext(batch, sequence);
        sequence.log().add(new SentLog.Entry(statSn, response, entry.taskTag(), entry.data()));
        return true;
    }

    @Override
    protected void dropped() {
        lostAgain.accept(entry);
    }
}
