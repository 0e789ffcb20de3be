package dev.sluice.iscsi.task;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.ScsiCommandPdu;
import dev.sluice.scsi.TaskAttribute;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.task.ScsiTask;

/** Fields of the SCSI Command PDU of a command, RFC 7143 11.3, kept for as long as the command lasts. Used again with its command. */
public final class CommandRequest {
    private int tag;
    private int cmdSn;
    private boolean immediate;
    private long lun;
    private boolean read;
    private boolean write;
    private boolean announcesData;
    private long expectedLength;
    private long expectedReadLength;
    private int cdbLength;
    private TaskAttribute attribute;
    private long arrivedNanos;
    private long dataNanos;
    private long lostNanos;

    /** Copies the header's fields, and its CDB into {@code task}. */
    void take(BasicHeader header, ScsiTask task) {
        tag = header.initiatorTaskTag();
        cmdSn = header.cmdSn();
        immediate = header.isImmediate();
        lun = header.lun();
        read = ScsiCommandPdu.isRead(header);
        write = ScsiCommandPdu.isWrite(header);
        announcesData = write && !header.isFinal();
        expectedLength = ScsiCommandPdu.expectedLength(header);
        expectedReadLength = ScsiCommandPdu.expectedReadLength(header);
        cdbLength = ScsiCommandPdu.copyCdb(header, task.cdb());
        attribute = ScsiCommandPdu.attribute(header);
    }

    /** Makes {@code task}, which has the CDB, ready for the device server. */
    void prepare(ScsiTask task, ItNexus nexus) {
        long otherwise = expectedLength == 0 ? 0 : ScsiTask.NOT_FLAGGED;
        long in = read ? expectedReadLength : otherwise;
        task.prepare(nexus, lun, cdbLength, attribute, in, write ? expectedLength : otherwise);
    }

    public void arrivedNanos(long nowNanos) {
        arrivedNanos = nowNanos;
        dataNanos = nowNanos;
    }

    /** A Data-Out PDU for it has come, or an R2T was sent. */
    public void dataCame(long nowNanos) {
        dataNanos = nowNanos;
    }

    /** Time of the last Data-Out PDU or R2T, or of its header if there was none. */
    public long dataNanos() {
        return dataNanos;
    }

    /** Time of its header. */
    public long arrivedNanos() {
        return arrivedNanos;
    }

    public void lostNanos(long nowNanos) {
        lostNanos = nowNanos;
    }

    /** Time at which its connection was lost, if it was. */
    public long lostNanos() {
        return lostNanos;
    }

    int tag() {
        return tag;
    }

    int cmdSn() {
        return cmdSn;
    }

    public boolean isImmediate() {
        return immediate;
    }

    public long lun() {
        return lun;
    }

    boolean isRead() {
        return read;
    }

    boolean isWrite() {
        return write;
    }

    /** Returns true if unsolicited Data-Out PDUs follow it. */
    boolean announcesData() {
        return announcesData;
    }

    boolean isBidirectional() {
        return read && write;
    }

    /** Expected Data Transfer Length in bytes: of what is written, where data go both ways. */
    long expectedLength() {
        return expectedLength;
    }

    /** Bytes that the initiator takes. */
    long expectedReadLength() {
        return expectedReadLength;
    }
}
