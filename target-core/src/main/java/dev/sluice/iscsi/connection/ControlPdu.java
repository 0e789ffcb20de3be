package dev.sluice.iscsi.connection;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.recovery.SentLog;
import dev.sluice.iscsi.recovery.SentPdu;
import dev.sluice.iscsi.recovery.StatusSequence;
import dev.sluice.iscsi.transport.Outgoing;
import dev.sluice.iscsi.transport.SendBatch;
import java.util.function.Consumer;

/** A single PDU that is not part of a SCSI command: made, sent, forgotten. */
public final class ControlPdu extends Outgoing {
    private static final byte[] NO_DATA = new byte[0];

    private final StatusSequence sequence;
    private final int opcode;
    private final int flags;
    private final boolean advancesStatSn;
    private final Consumer<BasicHeader> fields;
    private byte[] data = NO_DATA;
    private UnsentResponses owed;
    private Runnable afterEncoding;

    /**
     * @param advancesStatSn true for a response that takes a StatSN
     * @param fields writes what is particular to this PDU
     */
    public ControlPdu(
            StatusSequence sequence, int opcode, int flags, boolean advancesStatSn, Consumer<BasicHeader> fields) {
        this.sequence = sequence;
        this.opcode = opcode;
        this.flags = flags;
        this.advancesStatSn = advancesStatSn;
        this.fields = fields;
    }

    /** Gives it a data segment. */
    public ControlPdu data(byte[] bytes) {
        data = bytes;
        return this;
    }

    /** Counts its data, which it has by now, among what the initiator is owed until it has left. */
    public ControlPdu owedIn(UnsentResponses account) {
        owed = account;
        owed.add(data.length);
        return this;
    }

    /** Runs {@code action} as soon as the PDU is written to a batch. */
    public ControlPdu then(Runnable action) {
        afterEncoding = action;
        return this;
    }

    @Override
    protected boolean encode(SendBatch batch) {
        BasicHeader header = batch.begin(opcode, flags);
        fields.accept(header);
        sequence.stamp(header, advancesStatSn);
        batch.end(data, 0, data.length);
        if (advancesStatSn && sequence.log() != null) {
            SentPdu sent = SentPdu.of(header, data, data.length);
            sequence.log().add(new SentLog.Entry(sequence.statSn() - 1, sent, header.initiatorTaskTag(), null));
        }
        dropped();
        if (afterEncoding != null) {
            afterEncoding.run();
        }
        return true;
    }

    @Override
    public void dropped() {
        if (owed != null) {
            owed.subtract(data.length);
            owed = null;
        }
    }
}
