package dev.sluice.scsi;

/** Logical unit numbers as they are in eight bytes: single level, in the two addressing methods of SAM-5 4.7. */
public final class LunAddress {
    /** The largest number that the flat space addressing method can carry. */
    public static final int MAX = 0x3FFF;

    private static final int PERIPHERAL = 0x00;
    private static final int FLAT = 0x40;

    private LunAddress() {}

    /** The number in a LUN field (first byte most significant), or -1 for what cannot be one of ours. */
    public static int decode(long field) {
        if ((field & 0xFFFF_FFFF_FFFFL) != 0) {
            return -1;
        }
        int first = (int) (field >>> 56);
        int second = (int) (field >>> 48) & 0xFF;
        if (first == PERIPHERAL) {
            return second;
        }
        return (first & 0xC0) == FLAT ? (first & 0x3F) << 8 | second : -1;
    }

    /** The LUN field of a number: peripheral device addressing up to 255, flat space addressing beyond. */
    public static long encode(int number) {
        if (number < 0 || number > MAX) {
            throw new IllegalArgumentException("LUN " + number + ": it must be 0 to " + MAX);
        }
        return number < 256 ? (long) number << 48 : ((long) FLAT << 8 | number) << 48;
    }
}
