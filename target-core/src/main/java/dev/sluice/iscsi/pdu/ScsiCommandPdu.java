package dev.sluice.iscsi.pdu;

import dev.sluice.scsi.TaskAttribute;

/**
 * The SCSI Command, RFC 7143 11.3: a flyweight over the header at hand.
 *
 * <pre>
 *        0               1               2               3
 *      +---------------+---------------+---------------+---------------+
 *    0 |.|I|   0x01    |F|R|W|. .|ATTR |            Reserved           |
 *      +---------------+---------------+---------------+---------------+
 *    4 | TotalAHSLength|               DataSegmentLength               |
 *      +---------------+---------------+---------------+---------------+
 *    8 |                   Logical Unit Number (LUN)                   |
 *      +                                                               +
 *   12 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 *   16 |                       Initiator Task Tag                      |
 *      +---------------+---------------+---------------+---------------+
 *   20 |                 Expected Data Transfer Length                 |
 *      +---------------+---------------+---------------+---------------+
 *   24 |                             CmdSN                             |
 *      +---------------+---------------+---------------+---------------+
 *   28 |                           ExpStatSN                           |
 *      +---------------+---------------+---------------+---------------+
 *   32 |              SCSI Command Descriptor Block (CDB)              |
 *      +                                                               +
 *   36 |                                                               |
 *      +                                                               +
 *   40 |                                                               |
 *      +                                                               +
 *   44 |                                                               |
 *      +---------------+---------------+---------------+---------------+
 * </pre>
 *
 * <p>Additional header segments follow, each with its length (2 bytes, without itself, type and padding), its type (1 byte) and one more
 * byte: an extended CDB (11.2.2.3) or the expected bidirectional read data length (11.2.2.4).
 */
public final class ScsiCommandPdu {
    /** R of the flags: the initiator expects Data-In. */
    public static final int READ = 0x40;

    /** W of the flags: the initiator has Data-Out. */
    public static final int WRITE = 0x20;

    /** ATTR of the flags: a simple task. */
    public static final int SIMPLE = 1;

    /** Offset of the Expected Data Transfer Length, 4 bytes, unsigned. */
    public static final int EXPECTED_LENGTH_OFFSET = 20;

    /** Offset of the CDB, {@link #CDB_LENGTH} bytes. */
    public static final int CDB_OFFSET = 32;

    /** Bytes of the CDB in the header. */
    public static final int CDB_LENGTH = 16;

    private static final int ATTRIBUTE_MASK = 0x07;
    private static final int ORDERED = 2;
    private static final int HEAD_OF_QUEUE = 3;
    private static final int ACA = 4;

    /** Offset of the type in an additional header segment, 1 byte. */
    private static final int AHS_TYPE_OFFSET = 2;

    /** Offset of the extended CDB or the read length in its segment. */
    private static final int AHS_DATA_OFFSET = 4;

    private static final int AHS_TYPE_MASK = 0x3f;
    private static final int AHS_EXTENDED_CDB = 1;
    private static final int AHS_BIDIRECTIONAL_READ = 2;
    /** AHSLength of the expected bidirectional read data length: a reserved byte and the 4 bytes of the length. */
    private static final int BIDIRECTIONAL_READ_LENGTH = 5;

    private ScsiCommandPdu() {}

    /** True if the initiator expects data. */
    public static boolean isRead(BasicHeader header) {
        return (header.flags() & READ) != 0;
    }

    /** True if the initiator has data for the target. */
    public static boolean isWrite(BasicHeader header) {
        return (header.flags() & WRITE) != 0;
    }

    /** Expected Data Transfer Length in bytes: 0 to 4,294,967,295. */
    public static long expectedLength(BasicHeader header) {
        return header.u32(EXPECTED_LENGTH_OFFSET);
    }

    /** Bytes that the initiator expects; -1 for a bidirectional command without a valid read length (RFC 7143 11.2.2.4). */
    public static long expectedReadLength(BasicHeader header) {
        if (!isRead(header)) {
            return 0;
        }
        if (!isWrite(header)) {
            return expectedLength(header);
        }
        int at = find(header, AHS_BIDIRECTIONAL_READ);
        return at < 0 || header.u16(at) != BIDIRECTIONAL_READ_LENGTH ? -1 : header.u32(at + AHS_DATA_OFFSET);
    }

    /** True if the task attribute is a reserved value, RFC 7143 11.3.1. */
    public static boolean hasReservedAttribute(BasicHeader header) {
        return (header.flags() & ATTRIBUTE_MASK) > ACA;
    }

    /** The task attribute; an untagged task is a simple one. */
    public static TaskAttribute attribute(BasicHeader header) {
        return switch (header.flags() & ATTRIBUTE_MASK) {
            case ORDERED -> TaskAttribute.ORDERED;
            case HEAD_OF_QUEUE -> TaskAttribute.HEAD_OF_QUEUE;
            case ACA -> TaskAttribute.ACA;
            default -> TaskAttribute.SIMPLE;
        };
    }

    /**
     * Copies the CDB, with an extended one (RFC 7143 11.2.2.3) behind the first 16 bytes.
     *
     * @param cdb takes at least {@link #CDB_LENGTH} bytes; an extended CDB is cut at its end
     * @return the bytes copied
     */
    public static int copyCdb(BasicHeader header, byte[] cdb) {
        header.copyTo(CDB_OFFSET, cdb, 0, CDB_LENGTH);
        int at = find(header, AHS_EXTENDED_CDB);
        int extra = at < 0 ? 0 : Math.min(header.u16(at) - 1, cdb.length - CDB_LENGTH);
        if (extra <= 0) {
            return CDB_LENGTH;
        }
        header.copyTo(at + AHS_DATA_OFFSET, cdb, CDB_LENGTH, extra);
        return CDB_LENGTH + extra;
    }

    /** Offset of the first whole additional header segment of that type; -1 where there is none. */
    private static int find(BasicHeader header, int type) {
        int end = BasicHeader.LENGTH + header.additionalLength();
        int at = BasicHeader.LENGTH;
        while (at + AHS_DATA_OFFSET <= end) {
            int next = at + AHS_DATA_OFFSET + header.u16(at) - 1;
            if ((header.u8(at + AHS_TYPE_OFFSET) & AHS_TYPE_MASK) == type && next <= end) {
                return at;
            }
            at = next + 3 & ~3;
        }
        return -1;
    }
}
