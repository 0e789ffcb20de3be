package dev.sluice.scsi.task;

import dev.sluice.scsi.Cdb;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * CDB usage data (SPC-4 6.35.3): a one for every bit of the CDB that the command looks at. The first byte is the operation code, and where there is
 * a service action its field holds that value.
 *
 * @param bytes the length of the CDB: 6, 10, 12 or 16
 * @param high bytes 0 to 7, the first one most significant
 * @param low bytes 8 to 15, all ones behind the end
 */
public record CdbUsage(int bytes, long high, long low) {
    private static final long BEHIND_OPERATION_CODE = -1L >>> 8;

    /** Reads usage data from hexadecimal bytes separated by spaces. */
    static CdbUsage of(String text) {
        byte[] given = HexFormat.ofDelimiter(" ").parseHex(text);
        byte[] padded = new byte[16];
        if (given.length > padded.length) {
            throw new IllegalArgumentException("CDB usage data of " + given.length + " bytes: it must be 16 at most");
        }
        Arrays.fill(padded, (byte) 0xFF);
        System.arraycopy(given, 0, padded, 0, given.length);
        return new CdbUsage(given.length, Cdb.u64(padded, 0), Cdb.u64(padded, 8));
    }

    /** Returns a byte of the usage data. */
    public int at(int index) {
        long half = index < 8 ? high : low;
        return (int) (half >>> 56 - 8 * (index & 7)) & 0xFF;
    }

    /** Returns true if bits of the CDB are set that the usage data lack. */
    boolean refuses(byte[] cdb) {
        return (Cdb.u64(cdb, 0) & ~high & BEHIND_OPERATION_CODE | Cdb.u64(cdb, 8) & ~low) != 0;
    }

    /** The first bit that the usage data lack, as {@code byte << 3 | bit}. */
    int firstRefused(byte[] cdb) {
        for (int i = 1; i < bytes; i++) {
            int wrong = cdb[i] & ~at(i) & 0xFF;
            if (wrong != 0) {
                return i << 3 | 31 - Integer.numberOfLeadingZeros(wrong);
            }
        }
        throw new IllegalArgumentException("nothing to refuse");
    }
}
