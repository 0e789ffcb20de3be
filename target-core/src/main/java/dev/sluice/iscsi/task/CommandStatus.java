package dev.sluice.iscsi.task;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.ScsiResponsePdu;
import dev.sluice.iscsi.recovery.SentData;
import dev.sluice.iscsi.recovery.SentLog;
import dev.sluice.iscsi.recovery.SentPdu;
import dev.sluice.iscsi.recovery.StatusSequence;
import dev.sluice.iscsi.transport.SendBatch;
import dev.sluice.scsi.ScsiStatus;
import dev.sluice.scsi.task.ScsiTask;

/**
 * Status of a command and its SCSI Response PDU (RFC 7143 11.4): from the device server, or imposed by this layer.
 * Used again with its command. Owner: the session's loop thread.
 */
public final class CommandStatus {

    private static final int SENSE_LENGTH_BYTES = 2;
    private static final byte[] NO_SENSE = new byte[0];

    private final ScsiTask task;
    private final CommandRequest request;
    private final StatusJournal journal;
    private final byte[] data = new byte[SENSE_LENGTH_BYTES + 252];
    /** Null where the device server's counts. */
    private ScsiStatus imposed;

    private byte[] imposedSense = NO_SENSE;
    /** Set by the initiator's last request for data cut anew; 0 before. */
    private int snackTag;

    CommandStatus(ScsiTask task, CommandRequest request, StatusJournal journal) {
        this.task = task;
        this.request = request;
        this.journal = journal;
    }

    void begin() {
        imposed = null;
        imposedSense = NO_SENSE;
        snackTag = 0;
    }

    /** There is no memory for the command now, or nobody to carry it out. */
    void imposeBusy() {
        imposed = ScsiStatus.BUSY;
    }

    /** The initiator's data broke the rules. */
    void impose(DataFault fault) {
        imposed = ScsiStatus.CHECK_CONDITION;
        imposedSense = fault.sense();
    }

    boolean isImposed() {
        return imposed != null;
    }

    /** The Data-In PDUs were cut anew at a request with that SNACK Tag, and the response says so. */
    void resegmented(int tag) {
        snackTag = tag;
    }

    /** Returns true if the last Data-In PDU may carry it, RFC 7143 11.7.3. */
    boolean canGoWithData() {
        return imposed == null && !request.isBidirectional() && task.status() == ScsiStatus.GOOD;
    }

    public boolean hasUnitAttention() {
        return imposed == null && task.hasUnitAttention();
    }

    /** The flags that say which way the residuals go. */
    int residualFlags() {
        return direction(excess(), ScsiResponsePdu.OVERFLOW, ScsiResponsePdu.UNDERFLOW)
                | direction(readExcess(), ScsiResponsePdu.READ_OVERFLOW, ScsiResponsePdu.READ_UNDERFLOW);
    }

    private static int direction(long excess, int overflow, int underflow) {
        return excess == 0 ? 0 : excess > 0 ? overflow : underflow;
    }

    /** The residual count, RFC 7143 11.4.5: of the data written, where both ways are expected. */
    int residual() {
        return (int) Math.abs(excess());
    }

    private long excess() {
        long transferred = request.isBidirectional() && task.transfersIn() ? 0 : task.transferLength();
        return imposed != null ? 0 : transferred - request.expectedLength();
    }

    /** The bidirectional read residual, RFC 7143 11.4.6, with its sign. */
    private long readExcess() {
        long transferred = task.transfersIn() ? task.transferLength() : 0;
        return imposed != null || !request.isBidirectional() ? 0 : transferred - request.expectedReadLength();
    }

    /**
     * Writes the SCSI Response.
     *
     * @param sequence of the connection that it is sent on
     * @param flags those of the residual
     * @param dataSn number of Data-In PDUs that were sent
     * @param sentData PDUs kept for the command, which pass to the connection's log with the response; null where there is none
     */
    void encode(SendBatch batch, StatusSequence sequence, int flags, int dataSn, SentData sentData) {
        int senseLength = imposed != null ? imposedSense.length : task.senseLength();
        ScsiStatus shown = imposed != null ? imposed : task.status();
        if (shown != ScsiStatus.GOOD) {
            journal.ended(request.lun(), shown, imposed != null ? imposedSense : task.sense(), senseLength);
        }
        BasicHeader header =
                batch.begin(Opcode.SCSI_RESPONSE, BasicHeader.FINAL | flags).initiatorTaskTag(request.tag());
        ScsiResponsePdu.status(header, shown.code());
        ScsiResponsePdu.snackTag(header, snackTag);
        ScsiResponsePdu.expDataSn(header, dataSn);
        ScsiResponsePdu.readResidual(header, (int) Math.abs(readExcess()));
        ScsiResponsePdu.residual(header, residual());
        sequence.stamp(header, true);
        int length = 0;
        if (senseLength > 0) {
            data[0] = (byte) (senseLength >> 8);
            data[1] = (byte) senseLength;
            System.arraycopy(imposed != null ? imposedSense : task.sense(), 0, data, SENSE_LENGTH_BYTES, senseLength);
            length = SENSE_LENGTH_BYTES + senseLength;
        }
        batch.end(data, 0, length);
        if (sentData != null) {
            SentPdu sent = SentPdu.of(header, data, length);
            sequence.log().add(new SentLog.Entry(sequence.statSn() - 1, sent, request.tag(), sentData));
        }
    }
}
