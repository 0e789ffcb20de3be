package dev.sluice.scsi.unit;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.SpaceUse;
import dev.sluice.scsi.unit.UnitModes.Threshold;

/**
 * The thresholds of a thin disk's space (SBC-3 4.7.3.7): each is reached once, and again only after it was left. One thread at a
 * time.
 */
public final class SpaceThresholds {
    /** The bytes of a threshold set as a binary logarithm: with counts of 32 bits, enough for 4 PiB. */
    private static final int SET_SHIFT = 20;

    private static final long MAX_COUNT = 0xFFFF_FFFFL;

    private Threshold available = Threshold.OFF;
    private Threshold used = Threshold.OFF;
    private boolean availableReached;
    private boolean usedReached;

    SpaceThresholds() {}

    /** THRESHOLD EXPONENT: a threshold set is 2 to this power logical blocks. */
    public static int exponent(int blockShift) {
        return SET_SHIFT - blockShift;
    }

    /** The whole threshold sets in so many bytes, 2^32 - 1 at most. */
    public static long sets(long bytes) {
        return Math.min(bytes >>> SET_SHIFT, MAX_COUNT);
    }

    /** Returns true if one has been reached since the last call. */
    boolean haveBeenReached(UnitModes modes, BlockDevice device) {
        if (!modes.availableThreshold().equals(available)) {
            available = modes.availableThreshold();
            availableReached = false;
        }
        if (!modes.usedThreshold().equals(used)) {
            used = modes.usedThreshold();
            usedReached = false;
        }
        if (!available.enabled() && !used.enabled()) {
            return false;
        }
        SpaceUse now = device.spaceUse();
        if (now == null) {
            return false;
        }
        boolean availableBefore = availableReached;
        boolean usedBefore = usedReached;
        availableReached = available.enabled() && sets(now.availableBytes()) <= available.count();
        usedReached = used.enabled() && sets(now.usedBytes()) >= used.count();
        return availableReached && !availableBefore || usedReached && !usedBefore;
    }
}
