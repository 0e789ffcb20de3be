package dev.sluice.iscsi.recovery;

import dev.sluice.iscsi.transport.Outgoing;
import dev.sluice.iscsi.transport.SendBatch;
import java.util.ArrayDeque;
import java.util.Collection;

/** PDUs that are sent once more, as they were. Owner: the loop thread. */
public final class Retransmission extends Outgoing {
    private final StatusSequence sequence;
    private final ArrayDeque<SentPdu> pdus;

    /** @param pdus each with a reference that passes to this object */
    public Retransmission(StatusSequence sequence, Collection<SentPdu> pdus) {
        this.sequence = sequence;
        this.pdus = new ArrayDeque<>(pdus);
    }

    @Override
    protected boolean encode(SendBatch batch) {
        while (!pdus.isEmpty()) {
            if (!batch.hasRoom()) {
                return false;
            }
            SentPdu next = pdus.poll();
            next.encode(batch, sequence);
            next.release();
        }
        return true;
    }

    @Override
    protected void dropped() {
        pdus.forEach(SentPdu::release);
        pdus.clear();
    }
}
