package dev.sluice.scsi.copy;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.BlockLimits;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.unit.UnitNexus;
import java.security.SecureRandom;

/** The 512 bytes of a ROD token (SPC-4 5.17.6.4), most of which are random. */
final class TokenBytes {
    /** Point in time copy, change vulnerable; SPC-4 table 106. */
    static final int CHANGE_VULNERABLE = 0x00800001;

    /** Point in time copy of any kind, for the copy manager to choose. */
    static final int ANY_POINT_IN_TIME = 0x0080FFFF;

    /** Block device zero: SBC-3 4.28.4. */
    static final int ZEROES = 0xFFFF0001;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int IDENTIFIER_AT = 8;
    private static final int RESERVED_BYTES = 32;
    private static final int DEVICE_DATA_BYTES = 32;

    /** The bytes that a CSCD descriptor has room for. */
    private static final int MOST_DESIGNATOR_BYTES = 20;

    private TokenBytes() {}

    static long newIdentifier() {
        return RANDOM.nextLong();
    }

    static byte[] of(UnitNexus creator, long identifier, long length) {
        byte[] naa = creator.unit().names().naaBytes();
        int blockSize = creator.unit().blockSize();
        PageBytes token = new PageBytes()
                .u32(CHANGE_VULNERABLE)
                .u16(0)
                .u16(RodToken.LENGTH_FIELD)
                .u64(identifier)
                .u8(0xE4) // the creator as a CSCD descriptor
                .u24(0)
                .u8(1)
                .u8(3)
                .u8(0)
                .u8(naa.length)
                .bytes(naa)
                .zeros(MOST_DESIGNATOR_BYTES - naa.length)
                .u8(0)
                .u24(blockSize)
                .u64(0)
                .u64(length)
                .zeros(RESERVED_BYTES)
                .u32(blockSize)
                .u8(0)
                .u8(BlockLimits.physicalBlockExponent(creator.unit()))
                .zeros(DEVICE_DATA_BYTES - 6);
        byte[] secret = new byte[RodToken.BYTES - token.length()];
        RANDOM.nextBytes(secret);
        return token.bytes(secret).toArray();
    }

    static int type(byte[] token) {
        return (int) Cdb.u32(token, 0);
    }

    static int lengthField(byte[] token) {
        return Cdb.u16(token, 6);
    }

    static long identifier(byte[] token) {
        return Cdb.u64(token, IDENTIFIER_AT);
    }
}
