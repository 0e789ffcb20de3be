package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import java.nio.ByteBuffer;

/** The fields of block commands, by the length of the CDB; SPC-4 4.2.2. */
public enum BlockCdb {
    SIX(4),
    TEN(7),
    TWELVE(6),
    SIXTEEN(10),
    /** WRITE ATOMIC (16), which has an ATOMIC BOUNDARY before a shorter TRANSFER LENGTH. */
    ATOMIC(12);

    /** The length of {@link #SIXTEEN} in bytes. */
    public static final int SIXTEEN_BYTES = 16;

    /** Operation codes that are {@link #SIXTEEN} bytes long; SBC-3 5.13, 5.32 and 5.42. */
    public static final int READ_16 = 0x88;

    public static final int WRITE_16 = 0x8A;
    public static final int WRITE_SAME_16 = 0x93;

    /** The first byte of the TRANSFER LENGTH field, or of what stands in its place. */
    private final int lengthByte;

    BlockCdb(int lengthByte) {
        this.lengthByte = lengthByte;
    }

    /** LOGICAL BLOCK ADDRESS, unsigned. */
    public long lba(byte[] cdb) {
        return switch (this) {
            case SIX -> Cdb.u24(cdb, 1) & 0x1FFFFF;
            case TEN, TWELVE -> Cdb.u32(cdb, 2);
            case SIXTEEN, ATOMIC -> Cdb.u64(cdb, 2);
        };
    }

    /** TRANSFER LENGTH in blocks. In the shortest CDB, 0 stands for 256. */
    public long blocks(byte[] cdb) {
        return switch (this) {
            case SIX -> cdb[lengthByte] == 0 ? 256 : Cdb.u8(cdb, lengthByte);
            case TEN, ATOMIC -> Cdb.u16(cdb, lengthByte);
            case TWELVE, SIXTEEN -> Cdb.u32(cdb, lengthByte);
        };
    }

    /**
     * Writes a CDB of the form {@link #SIXTEEN}.
     *
     * @param flags byte 1
     */
    public static void write16(byte[] cdb, int opcode, int flags, long lba, int blocks) {
        ByteBuffer.wrap(cdb)
                .put((byte) opcode)
                .put((byte) flags)
                .putLong(lba)
                .putInt(blocks)
                .putShort((short) 0);
    }

    int lengthByte() {
        return lengthByte;
    }
}
