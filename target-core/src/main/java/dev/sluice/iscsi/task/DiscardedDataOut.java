package dev.sluice.iscsi.task;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.DataOutPdu;
import org.agrona.collections.IntArrayList;

/**
 * Data-Out that the initiator still sends for a task which wants it no more: the response waits for its end (RFC 7143 11.4.2,
 * 11.17.1). Owner: the session's loop thread.
 */
public final class DiscardedDataOut {
    private final ScsiExchange command;
    private final IntArrayList transferTags = new IntArrayList(1, BasicHeader.NO_TAG);
    private boolean unsolicited;
    private boolean over;

    DiscardedDataOut(ScsiExchange command) {
        this.command = command;
    }

    void begin() {
        over = false;
        clear();
    }

    /** Returns true if Data-Out that still come are discarded. */
    boolean isOver() {
        return over;
    }

    /** Nothing is to come any more: the connection is gone. */
    void clear() {
        transferTags.clear();
        unsolicited = false;
    }

    /** Takes over the sequences that are open in {@code data}, which asks for nothing more. */
    void takeFrom(DataOut data) {
        over = true;
        unsolicited |= data.lacksUnsolicited();
        data.forEachOpenBurst(transferTags::addInt);
        data.endSequences();
    }

    public boolean isNothing() {
        return !unsolicited && transferTags.isEmpty();
    }

    /** The initiator sends nothing more: the response may go. */
    public void nothingComes() {
        clear();
        respond();
    }

    /** A Data-Out PDU has come, and is dropped. */
    public void came(BasicHeader header) {
        if (!header.isFinal() || isNothing()) {
            return;
        }
        if (DataOutPdu.isUnsolicited(header)) {
            unsolicited = false;
        } else {
            transferTags.removeInt(header.targetTransferTag());
        }
        respond();
    }

    private void respond() {
        if (command.isCompleted()) {
            command.wantToSend();
        }
    }
}
