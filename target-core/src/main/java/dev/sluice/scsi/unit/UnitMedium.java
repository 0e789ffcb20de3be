package dev.sluice.scsi.unit;

import dev.sluice.scsi.sense.AdditionalSense;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The medium of a logical unit: whether it is in, and who prevents its removal. Any thread. */
public final class UnitMedium {
    private final LogicalUnit unit;
    private final Set<UnitNexus> preventingRemoval = ConcurrentHashMap.newKeySet();
    private final AtomicInteger changes = new AtomicInteger();

    UnitMedium(LogicalUnit unit) {
        this.unit = unit;
    }

    /** Takes the medium out. */
    public void eject() {
        if (unit.update(now -> now.withMedium(false))) {
            changes.incrementAndGet();
        }
    }

    /** Puts the medium in, where there is one, and tells everyone but {@code by}. */
    public void load(UnitNexus by) {
        if (unit.update(now -> now.withMedium(now.blocks() > 0))) {
            changes.incrementAndGet();
            unit.establish(AdditionalSense.NOT_READY_TO_READY_CHANGE_MEDIUM_MAY_HAVE_CHANGED, by);
        }
    }

    /** The device has another medium than before, or none; tells every initiator. */
    public void exchanged() {
        long blocks = unit.deviceBlocks();
        unit.update(now -> now.withBlocks(blocks).withMedium(blocks > 0));
        changes.incrementAndGet();
        unit.atomicAccess().changes();
        if (blocks > 0) {
            unit.announce(AdditionalSense.NOT_READY_TO_READY_CHANGE_MEDIUM_MAY_HAVE_CHANGED);
        }
    }

    /** The number of times that the medium has been put in or taken out. */
    int changes() {
        return changes.get();
    }

    /** PREVENT ALLOW MEDIUM REMOVAL, for one nexus. */
    public void preventRemoval(UnitNexus by, boolean prevent) {
        if (prevent) {
            preventingRemoval.add(by);
        } else {
            preventingRemoval.remove(by);
        }
    }

    /** Returns true if any nexus prevents the removal of the medium. */
    public boolean isRemovalPrevented() {
        return !preventingRemoval.isEmpty();
    }

    void reset() {
        preventingRemoval.clear();
    }
}
