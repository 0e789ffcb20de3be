package dev.sluice.scsi;

/** The unit in which the space of thin disks is counted; SBC-3 4.7.3.7. */
public final class Provisioning {
    /** The bytes of a threshold set: with counts of 32 bits, enough for 4 PiB. */
    private static final int THRESHOLD_SET_SHIFT = 20;

    private static final long MOST = 0xFFFF_FFFFL;

    private Provisioning() {}

    /** True for units that have thresholds: thin ones whose device can tell how much space is used. */
    public static boolean hasThresholds(LogicalUnit unit) {
        return unit.isThin() && unit.storage().tellsSpaceUse();
    }

    /** THRESHOLD EXPONENT: a threshold set is so many times doubled a logical block. */
    public static int thresholdExponent(LogicalUnit unit) {
        return THRESHOLD_SET_SHIFT - unit.blockShift();
    }

    /** How many whole threshold sets there are in so many bytes. */
    public static long thresholdSets(long bytes) {
        return Math.min(bytes >>> THRESHOLD_SET_SHIFT, MOST);
    }
}
