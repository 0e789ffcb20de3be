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
        int end = BasicHeader.LENGTH + header.additionalLength();
        int at = BasicHeader.LENGTH;
        while (at + AHS_HEADER_LENGTH <= end) {
            int length = header.u16(at);
            if ((header.u8(at + AHS_TYPE_OFFSET) & 0x3f) == AHS_EXTENDED_CDB) {
                int extra = Math.min(Math.min(length - 1, end - at - AHS_HEADER_LENGTH), cdb.length - CDB_LENGTH);
                if (extra > 0) {
                    header.copyTo(at + AHS_HEADER_LENGTH, cdb, CDB_LENGTH, extra);
                    return CDB_LENGTH + extra;
                }
            }
            at += length + AHS_HEADER_LENGTH - 1 + 3 & ~3;
        }
        return CDB_LENGTH;
    }
}
