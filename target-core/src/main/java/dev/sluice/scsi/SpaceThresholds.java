package dev.sluice.scsi;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.SpaceUse;
import dev.sluice.scsi.UnitModes.Threshold;

/**
 * The thresholds of a thin disk's space (SBC-3 4.7.3.7): each is reached once, and again only after it was left. One thread at a
 * time.
 */
final class SpaceThresholds {
    private Threshold available = Threshold.OFF;
    private Threshold used = Threshold.OFF;
    private boolean availableReached;
    private boolean usedReached;

    /** Whether one has been reached since the last call. */
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
        availableReached = available.enabled() && Provisioning.thresholdSets(now.availableBytes()) <= available.count();
        usedReached = used.enabled() && Provisioning.thresholdSets(now.usedBytes()) >= used.count();
        return availableReached && !availableBefore || usedReached && !usedBefore;
    }
}
