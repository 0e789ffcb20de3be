package dev.sluice.io.scsi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * struct sg_io_hdr, version 3 (scsi/sg.h), on a 64-bit machine, with room for the command and the sense data behind it. Lives for one
 * call.
 */
final class SgHeader {
    static final int BYTES = 88;

    private static final int INTERFACE_ID = 0;
    private static final int DXFER_DIRECTION = 4;
    private static final int CMD_LEN = 8;
    private static final int MX_SB_LEN = 9;
    private static final int DXFER_LEN = 12;
    private static final int DXFERP = 16;
    private static final int CMDP = 24;
    private static final int SBP = 32;
    private static final int TIMEOUT = 40;
    private static final int STATUS = 64;
    private static final int SB_LEN_WR = 67;
    private static final int HOST_STATUS = 68;
    private static final int DRIVER_STATUS = 70;
    private static final int RESID = 72;

    private static final int SG_DXFER_NONE = -1;
    private static final int SG_DXFER_TO_DEV = -2;
    private static final int SG_DXFER_FROM_DEV = -3;

    /** The low four bits of the driver status: there is sense data. */
    private static final int DRIVER_SENSE = 0x08;

    private static final int DRIVER_MASK = 0x0F;
    private static final int DRIVER_TIMEOUT = 0x06;
    private static final int CHECK_CONDITION = 0x02;

    /** Host status, DID_… of scsi/scsi_status.h. */
    private static final int DID_OK = 0x00;

    private static final int DID_NO_CONNECT = 0x01;
    private static final int DID_BUS_BUSY = 0x02;
    private static final int DID_TIME_OUT = 0x03;
    private static final int DID_BAD_TARGET = 0x04;
    private static final int DID_ABORT = 0x05;
    private static final int DID_RESET = 0x08;
    private static final int DID_PASSTHROUGH = 0x0A;
    private static final int DID_SOFT_ERROR = 0x0B;
    private static final int DID_IMM_RETRY = 0x0C;
    private static final int DID_REQUEUE = 0x0D;
    private static final int DID_TRANSPORT_DISRUPTED = 0x0E;
    private static final int DID_TRANSPORT_FAILFAST = 0x0F;

    private final MemorySegment header;
    private final MemorySegment sense;

    private SgHeader(MemorySegment header, MemorySegment sense) {
        this.header = header;
        this.sense = sense;
    }

    static SgHeader of(ScsiRequest request, Arena arena) {
        MemorySegment header = arena.allocate(BYTES, 8);
        MemorySegment sense = arena.allocate(ScsiRequest.MAX_SENSE_BYTES);
        MemorySegment cdb = arena.allocate(request.cdbLength());
        MemorySegment.copy(request.cdb(), 0, cdb, ValueLayout.JAVA_BYTE, 0, request.cdbLength());
        header.set(ValueLayout.JAVA_INT, INTERFACE_ID, 'S');
        header.set(
                ValueLayout.JAVA_INT,
                DXFER_DIRECTION,
                switch (request.direction()) {
                    case NONE -> SG_DXFER_NONE;
                    case TO_DEVICE -> SG_DXFER_TO_DEV;
                    case FROM_DEVICE -> SG_DXFER_FROM_DEV;
                });
        header.set(ValueLayout.JAVA_BYTE, CMD_LEN, (byte) request.cdbLength());
        header.set(ValueLayout.JAVA_BYTE, MX_SB_LEN, (byte) ScsiRequest.MAX_SENSE_BYTES);
        header.set(ValueLayout.JAVA_INT, DXFER_LEN, request.length());
        header.set(ValueLayout.JAVA_LONG, DXFERP, request.data().address());
        header.set(ValueLayout.JAVA_LONG, CMDP, cdb.address());
        header.set(ValueLayout.JAVA_LONG, SBP, sense.address());
        header.set(ValueLayout.JAVA_INT, TIMEOUT, request.timeoutMillis());
        return new SgHeader(header, sense);
    }

    MemorySegment segment() {
        return header;
    }

    /** Puts what the kernel has filled in into the request. */
    void answer(ScsiRequest request) {
        int status = header.get(ValueLayout.JAVA_BYTE, STATUS) & 0xFF;
        int senseLength = header.get(ValueLayout.JAVA_BYTE, SB_LEN_WR) & 0xFF;
        int host = header.get(ValueLayout.JAVA_SHORT, HOST_STATUS) & 0xFFFF;
        int driver = header.get(ValueLayout.JAVA_SHORT, DRIVER_STATUS) & DRIVER_MASK;
        if (status == 0 && driver == DRIVER_SENSE && senseLength > 0) {
            status = CHECK_CONDITION;
        }
        ScsiOutcome outcome = status != 0 ? ScsiOutcome.ANSWERED : outcome(host, driver);
        if (outcome == ScsiOutcome.ANSWERED) {
            byte[] bytes = sense.toArray(ValueLayout.JAVA_BYTE);
            int residual = header.get(ValueLayout.JAVA_INT, RESID);
            request.answered(status, bytes, senseLength, request.length() - residual);
        } else {
            request.failed(outcome);
        }
    }

    private static ScsiOutcome outcome(int host, int driver) {
        return switch (host) {
            case DID_OK, DID_PASSTHROUGH -> driver == DRIVER_TIMEOUT ? ScsiOutcome.TIMED_OUT : ScsiOutcome.ANSWERED;
            case DID_NO_CONNECT, DID_BAD_TARGET, DID_TRANSPORT_FAILFAST -> ScsiOutcome.GONE;
            case DID_BUS_BUSY, DID_SOFT_ERROR, DID_IMM_RETRY, DID_REQUEUE -> ScsiOutcome.BUSY;
            case DID_TIME_OUT -> ScsiOutcome.TIMED_OUT;
            case DID_ABORT, DID_RESET, DID_TRANSPORT_DISRUPTED -> ScsiOutcome.ABORTED;
            default -> ScsiOutcome.FAILED;
        };
    }
}
