package dev.sluice.scsi.copy;

import dev.sluice.scsi.unit.UnitNexus;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The copies that an initiator port has sent to a logical unit, by list identifier: those under way, and the last that ended. */
final class CopyOperations {
    private final Map<Long, CopyOperation> operations = new LinkedHashMap<>();

    static CopyOperations of(UnitNexus at) {
        return at.companion(CopyOperations.class, CopyOperations::new);
    }

    /** The copy of that identifier, or null. */
    CopyOperation find(long listId) {
        return operations.get(listId);
    }

    /** Enters a copy that begins; false if one of that identifier, or too many, are under way. */
    boolean enter(long listId, CopyOperation operation) {
        CopyOperation former = operations.get(listId);
        if (former != null && former.isUnderWay()) {
            return false;
        }
        operations.remove(listId);
        for (Iterator<CopyOperation> it = operations.values().iterator();
                it.hasNext() && operations.size() >= CopyLimits.MAX_OPERATIONS; ) {
            if (!it.next().isUnderWay()) {
                it.remove();
            }
        }
        if (operations.size() >= CopyLimits.MAX_OPERATIONS) {
            return false;
        }
        operations.put(listId, operation);
        return true;
    }
}
