package dev.sluice.iscsi.session;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.ScsiCommandPdu;
import dev.sluice.scsi.TaskAttribute;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.task.ScsiTask;

/** What the SCSI Command PDU of a command says, RFC 7143 11.3, kept for as long as the command lasts. Used again with its command. */
final class CommandRequest {
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

    void arrivedNanos(long nowNanos) {
        arrivedNanos = nowNanos;
        dataNanos = nowNanos;
    }

    /** A Data-Out PDU for it has come, or was asked for. */
    void dataCame(long nowNanos) {
        dataNanos = nowNanos;
    }

    /** When the last Data-Out PDU for it came, or was asked for, or its header came. */
    long dataNanos() {
        return dataNanos;
    }

    /** When its header arrived. */
    long arrivedNanos() {
        return arrivedNanos;
    }

    void lostNanos(long nowNanos) {
        lostNanos = nowNanos;
    }

    /** When its connection was lost, if it was. */
    long lostNanos() {
        return lostNanos;
    }

    int tag() {
        return tag;
    }

    int cmdSn() {
        return cmdSn;
    }

    boolean isImmediate() {
        return immediate;
    }

    long lun() {
        return lun;
    }

    boolean isRead() {
        return read;
    }

    boolean isWrite() {
        return write;
    }

    /** Whether Data-Out PDUs follow it unasked. */
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
