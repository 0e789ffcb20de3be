package dev.sluice.scsi.passthrough;

import dev.sluice.scsi.Cdb;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Lowers the MAXIMUM TRANSFER LENGTH that a device tells in VPD page B0 to the longest transfer that can be passed to it; SBC-3 6.6.4. */
final class TransferLimit {
    private static final int INQUIRY = 0x12;
    private static final int BLOCK_LIMITS = 0xB0;
    private static final int EVPD_BIT = 0;
    private static final int MAXIMUM_TRANSFER_LENGTH = 8;
    private static final int OPTIMAL_TRANSFER_LENGTH = 12;

    /** The largest block, where it is not known. */
    private static final int LONG_BLOCK = 4096;

    private static final ValueLayout.OfInt BIG_ENDIAN = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private TransferLimit() {}

    /** Returns true if the command asks for that page. */
    static boolean concerns(byte[] cdb) {
        return Cdb.u8(cdb, 0) == INQUIRY && Cdb.bit(cdb, 1, EVPD_BIT) && Cdb.u8(cdb, 2) == BLOCK_LIMITS;
    }

    /**
     * @param page the answer of the device
     * @param length bytes of it
     * @param mostBytes the longest transfer that can be passed
     * @param blockBytes the logical block length, or 0 where it is not known
     */
    static void apply(MemorySegment page, int length, int mostBytes, int blockBytes) {
        if (length >= OPTIMAL_TRANSFER_LENGTH) {
            int most = mostBytes / (blockBytes == 0 ? LONG_BLOCK : blockBytes);
            lower(page, MAXIMUM_TRANSFER_LENGTH, most, true);
            if (length >= OPTIMAL_TRANSFER_LENGTH + Integer.BYTES) {
                lower(page, OPTIMAL_TRANSFER_LENGTH, most, false);
            }
        }
    }

    private static void lower(MemorySegment page, int offset, int most, boolean zeroIsNoLimit) {
        long told = page.get(BIG_ENDIAN, offset) & 0xFFFFFFFFL;
        if (told > most || told == 0 && zeroIsNoLimit) {
            page.set(BIG_ENDIAN, offset, most);
        }
    }
}
