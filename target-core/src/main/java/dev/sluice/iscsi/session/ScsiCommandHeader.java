package dev.sluice.iscsi.session;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.scsi.TaskAttribute;

/** What a SCSI Command PDU has beyond the common fields, RFC 7143 11.3. A flyweight over the header at hand. */
final class ScsiCommandHeader {
    private static final int READ = 0x40;
    private static final int WRITE = 0x20;
    private static final int ATTRIBUTE_MASK = 0x07;
    private static final int LAST_ATTRIBUTE = 4;
    private static final int EXPECTED_LENGTH_OFFSET = 20;
    private static final int CDB_OFFSET = 32;
    private static final int CDB_LENGTH = 16;

    private static final int AHS_TYPE_OFFSET = 2;
    private static final int AHS_EXTENDED_CDB = 1;
    private static final int AHS_BIDIRECTIONAL_READ = 2;
    private static final int AHS_TYPE_MASK = 0x3f;
    private static final int BIDIRECTIONAL_READ_LENGTH = 5;
    private static final int AHS_HEADER_LENGTH = 4;

    private BasicHeader header;

    ScsiCommandHeader wrap(BasicHeader newHeader) {
        header = newHeader;
        return this;
    }

    boolean isRead() {
        return (header.flags() & READ) != 0;
    }

    boolean isWrite() {
        return (header.flags() & WRITE) != 0;
    }

    /** Expected Data Transfer Length in bytes. */
    long expectedLength() {
        return header.u32(EXPECTED_LENGTH_OFFSET);
    }

    boolean isBidirectional() {
        return isRead() && isWrite();
    }

    /** Bytes that the initiator takes: of a bidirectional command those of RFC 7143 11.2.2.4, -1 where it does not tell them. */
    long expectedReadLength() {
        if (!isRead()) {
            return 0;
        }
        if (!isWrite()) {
            return expectedLength();
        }
        int at = find(AHS_BIDIRECTIONAL_READ);
        return at < 0 || header.u16(at) != BIDIRECTIONAL_READ_LENGTH ? -1 : header.u32(at + AHS_HEADER_LENGTH);
    }

    /** Whether the task attribute is none that there is, RFC 7143 11.3.1. */
    boolean hasReservedAttribute() {
        return (header.flags() & ATTRIBUTE_MASK) > LAST_ATTRIBUTE;
    }

    TaskAttribute attribute() {
        return switch (header.flags() & ATTRIBUTE_MASK) {
            case 2 -> TaskAttribute.ORDERED;
            case 3 -> TaskAttribute.HEAD_OF_QUEUE;
            case 4 -> TaskAttribute.ACA;
            default -> TaskAttribute.SIMPLE;
        };
    }

    /** Copies the CDB, with an extended one (RFC 7143 11.2.2.3) behind the first 16 bytes; returns its length. */
    int copyCdb(byte[] cdb) {
        header.copyTo(CDB_OFFSET, cdb, 0, CDB_LENGTH);
        int at = find(AHS_EXTENDED_CDB);
        int extra = at < 0 ? 0 : Math.min(header.u16(at) - 1, cdb.length - CDB_LENGTH);
        if (extra <= 0) {
            return CDB_LENGTH;
        }
        header.copyTo(at + AHS_HEADER_LENGTH, cdb, CDB_LENGTH, extra);
        return CDB_LENGTH + extra;
    }

    /** Where the additional header of that type begins, which is whole; -1 where there is none. */
    private int find(int type) {
        int end = BasicHeader.LENGTH + header.additionalLength();
        int at = BasicHeader.LENGTH;
        while (at + AHS_HEADER_LENGTH <= end) {
            int next = at + AHS_HEADER_LENGTH + header.u16(at) - 1;
            if ((header.u8(at + AHS_TYPE_OFFSET) & AHS_TYPE_MASK) == type && next <= end) {
                return at;
            }
            at = next + 3 & ~3;
        }
        return -1;
    }
}
