package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;

/** The fields of block commands, by the length of the CDB; SPC-4 4.2.2. */
enum BlockCdb {
    SIX(4),
    TEN(7),
    TWELVE(6),
    SIXTEEN(10),
    /** WRITE ATOMIC (16), which has an ATOMIC BOUNDARY before a shorter TRANSFER LENGTH. */
    ATOMIC(12);

    /** The first byte of the TRANSFER LENGTH field, or of what stands in its place. */
    private final int lengthByte;

    BlockCdb(int lengthByte) {
        this.lengthByte = lengthByte;
    }

    /** LOGICAL BLOCK ADDRESS, unsigned. */
    long lba(byte[] cdb) {
        return switch (this) {
            case SIX -> Cdb.u24(cdb, 1) & 0x1FFFFF;
            case TEN, TWELVE -> Cdb.u32(cdb, 2);
            case SIXTEEN, ATOMIC -> Cdb.u64(cdb, 2);
        };
    }

    /** TRANSFER LENGTH in blocks. In the shortest CDB, 0 stands for 256. */
    long blocks(byte[] cdb) {
        return switch (this) {
            case SIX -> cdb[lengthByte] == 0 ? 256 : Cdb.u8(cdb, lengthByte);
            case TEN, ATOMIC -> Cdb.u16(cdb, lengthByte);
            case TWELVE, SIXTEEN -> Cdb.u32(cdb, lengthByte);
        };
    }

    int lengthByte() {
        return lengthByte;
    }
}
