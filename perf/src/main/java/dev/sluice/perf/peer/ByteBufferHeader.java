package dev.sluice.perf.peer;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.DataInPdu;
import dev.sluice.iscsi.pdu.LoginResponsePdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.ScsiResponsePdu;
import java.nio.ByteBuffer;

/** Headers of PDUs in byte buffers. The parameter {@code at} is the position of a header in its buffer. Any thread. */
public final class ByteBufferHeader {
    /** T, CSG and NSG of a login request: from operational negotiation to the full feature phase. */
    public static final int TO_FULL_FEATURE = BasicHeader.FINAL | 1 << 2 | 3;

    private static final int ENTERS_FULL_FEATURE = BasicHeader.FINAL | 3;

    private ByteBufferHeader() {}

    /** Puts a zeroed header at the buffer's position, moves that behind it and returns the position of the header. */
    public static int begin(ByteBuffer to, int opcode, int flags, int dataLength) {
        int at = to.position();
        for (int i = 0; i < BasicHeader.LENGTH; i += Long.BYTES) {
            to.putLong(at + i, 0);
        }
        to.put(at + BasicHeader.OPCODE_OFFSET, (byte) opcode)
                .put(at + BasicHeader.FLAGS_OFFSET, (byte) flags)
                .putInt(at + BasicHeader.LENGTHS_OFFSET, dataLength)
                .position(at + BasicHeader.LENGTH);
        return at;
    }

    /** The opcode without the bit for immediate delivery. */
    public static int opcode(ByteBuffer pdu, int at) {
        return pdu.get(at + BasicHeader.OPCODE_OFFSET) & BasicHeader.OPCODE_MASK;
    }

    /** DataSegmentLength in bytes. */
    public static int dataLength(ByteBuffer pdu, int at) {
        return pdu.getInt(at + BasicHeader.LENGTHS_OFFSET) & BasicHeader.DATA_SEGMENT_LENGTH_MASK;
    }

    /** Bytes of the data segment with its padding. */
    public static int paddedDataLength(ByteBuffer pdu, int at) {
        return dataLength(pdu, at) + 3 & ~3;
    }

    /** True for a SCSI Response, and for the Data-In that takes its place. */
    public static boolean hasStatus(ByteBuffer pdu, int at) {
        int opcode = opcode(pdu, at);
        return opcode == Opcode.SCSI_RESPONSE
                || opcode == Opcode.DATA_IN && (pdu.get(at + BasicHeader.FLAGS_OFFSET) & DataInPdu.STATUS) != 0;
    }

    /** The SCSI status of a PDU that has one. */
    public static int status(ByteBuffer pdu, int at) {
        return pdu.get(at + ScsiResponsePdu.STATUS_OFFSET) & 0xff;
    }

    /** Status-Class and Status-Detail of a Login Response: 0 for success. */
    public static int loginStatus(ByteBuffer pdu) {
        return pdu.getShort(LoginResponsePdu.STATUS_OFFSET) & 0xffff;
    }

    /** True for a successful Login Response that ends the login phase. */
    public static boolean entersFullFeature(ByteBuffer pdu) {
        return opcode(pdu, 0) == Opcode.LOGIN_RESPONSE
                && loginStatus(pdu) == 0
                && (pdu.get(BasicHeader.FLAGS_OFFSET) & ENTERS_FULL_FEATURE) == ENTERS_FULL_FEATURE;
    }
}
