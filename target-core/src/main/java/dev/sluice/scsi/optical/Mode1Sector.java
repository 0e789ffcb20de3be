package dev.sluice.scsi.optical;

import dev.sluice.scsi.unit.LogicalUnitSettings;

/**
 * A sector of a CD-ROM in mode 1 (ECMA-130 clause 14 and annex A), made of its user data:
 *
 * <pre>
 * 0        12      16         2064   2068   2076        2248        2352
 * | sync   | M S F | user     | EDC  | zero | P parity  | Q parity  |
 * |        | mode  | data     |      |      |           |           |
 * </pre>
 */
final class Mode1Sector {
    static final int BYTES = 2352;
    static final int HEADER = 12;
    static final int USER_DATA = 16;
    static final int EDC = USER_DATA + LogicalUnitSettings.OPTICAL_BLOCK;
    static final int P_PARITY = EDC + 12;
    static final int Q_PARITY = P_PARITY + 172;

    private static final int MODE_1 = 1;

    /** (x^16 + x^15 + x^2 + 1)(x^16 + x^2 + x + 1), its bits in the order in which they are sent. */
    private static final int EDC_POLYNOMIAL = 0xD8018001;

    /** The field of the parities: x^8 + x^4 + x^3 + x^2 + 1. */
    private static final int FIELD_POLYNOMIAL = 0x11D;

    private static final int[] EDC_TABLE = new int[256];

    /** The double of each symbol. */
    private static final int[] DOUBLE = new int[256];

    /** A third of each symbol. */
    private static final int[] THIRD = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int code = i;
            for (int bit = 0; bit < 8; bit++) {
                code = code >>> 1 ^ ((code & 1) != 0 ? EDC_POLYNOMIAL : 0);
            }
            EDC_TABLE[i] = code;
            DOUBLE[i] = i << 1 ^ ((i & 0x80) != 0 ? FIELD_POLYNOMIAL : 0);
            THIRD[i ^ DOUBLE[i]] = i;
        }
    }

    private Mode1Sector() {}

    /** The sector of a block whose user data are in {@code source}, from {@code from} on. */
    static byte[] of(long block, byte[] source, int from) {
        byte[] sector = new byte[BYTES];
        for (int i = 1; i < HEADER - 1; i++) {
            sector[i] = (byte) 0xFF;
        }
        long[] time = Disc.time(block);
        for (int i = 0; i < time.length; i++) {
            sector[HEADER + i] = (byte) (time[i] / 10 << 4 | time[i] % 10);
        }
        sector[HEADER + 3] = MODE_1;
        System.arraycopy(source, from, sector, USER_DATA, LogicalUnitSettings.OPTICAL_BLOCK);
        int code = 0;
        for (int i = 0; i < EDC; i++) {
            code = code >>> 8 ^ EDC_TABLE[(code ^ sector[i]) & 0xFF];
        }
        for (int i = 0; i < 4; i++) {
            sector[EDC + i] = (byte) (code >>> i * 8);
        }
        parity(sector, 86, 24, 2, 86, P_PARITY);
        parity(sector, 52, 43, 86, 88, Q_PARITY);
        return sector;
    }

    /**
     * Adds two symbols to each of several words, whose symbols are bytes from the header on: the even and the odd ones are apart.
     *
     * @param words the number of words; two neighbours begin in neighbouring bytes
     * @param symbols the number of symbols of each word without parity
     * @param between the distance of one pair of words from the next, at their beginning
     * @param step the distance of a word's symbols, round what is covered
     */
    private static void parity(byte[] sector, int words, int symbols, int between, int step, int to) {
        int covered = words * symbols;
        for (int word = 0; word < words; word++) {
            int at = (word >> 1) * between + (word & 1);
            int weighted = 0;
            int sum = 0;
            for (int i = 0; i < symbols; i++) {
                int symbol = sector[HEADER + at] & 0xFF;
                at = (at + step) % covered;
                weighted = DOUBLE[weighted ^ symbol];
                sum ^= symbol;
            }
            int first = THIRD[DOUBLE[weighted] ^ sum];
            sector[to + word] = (byte) first;
            sector[to + word + words] = (byte) (first ^ sum);
        }
    }
}
