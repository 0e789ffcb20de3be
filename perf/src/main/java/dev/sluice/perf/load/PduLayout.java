package dev.sluice.perf.load;

import java.nio.ByteBuffer;

/** The parts of RFC 7143's PDUs that the load generator uses. Offsets count from the start of the header. */
final class PduLayout {
    static final int HEADER_BYTES = 48;
    static final int NO_TAG = 0xffffffff;

    static final int NOP_OUT = 0x00;
    static final int SCSI_COMMAND = 0x01;
    static final int LOGIN_REQUEST = 0x03;
    static final int DATA_OUT = 0x05;
    static final int NOP_IN = 0x20;
    static final int SCSI_RESPONSE = 0x21;
    static final int LOGIN_RESPONSE = 0x23;
    static final int DATA_IN = 0x25;
    static final int READY_TO_TRANSFER = 0x31;

    static final int IMMEDIATE = 0x40;
    static final int FINAL = 0x80;
    static final int READ = 0x40;
    static final int WRITE = 0x20;
    static final int SIMPLE = 0x01;
    static final int STATUS_PRESENT = 0x01;

    static final int TASK_TAG = 16;
    static final int TRANSFER_TAG = 20;
    static final int STAT_SN = 24;
    static final int EXP_STAT_SN = 28;
    static final int MAX_CMD_SN = 32;
    static final int BUFFER_OFFSET = 40;
    static final int DESIRED_LENGTH = 44;

    private PduLayout() {}

    static int dataLength(ByteBuffer pdu, int at) {
        return pdu.getInt(at + 4) & 0xffffff;
    }

    static int paddedDataLength(ByteBuffer pdu, int at) {
        return dataLength(pdu, at) + 3 & ~3;
    }

    /** Puts a zeroed header at the buffer's position, moves that behind it and returns where the header starts. */
    static int beginHeader(ByteBuffer to, int opcode, int flags, int dataLength) {
        int at = to.position();
        for (int i = 0; i < HEADER_BYTES; i += 8) {
            to.putLong(at + i, 0);
        }
        to.put(at, (byte) opcode);
        to.put(at + 1, (byte) flags);
        to.putInt(at + 4, dataLength);
        to.position(at + HEADER_BYTES);
        return at;
    }
}
