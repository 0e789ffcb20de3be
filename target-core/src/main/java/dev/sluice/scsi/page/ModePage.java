package dev.sluice.scsi.page;

import dev.sluice.scsi.LogicalUnit;
import dev.sluice.scsi.UnitState;

/**
 * A mode page (SPC-4 7.5): its bytes for a state, which of them may be changed, and what a change does.
 *
 * <p>All byte arrays are the whole page with its header, and of the same length.
 */
public interface ModePage {
    /** The page code. */
    int code();

    /** The values of {@code state}; for the defaults it is the state that the unit begins with. */
    byte[] values(LogicalUnit unit, UnitState state);

    /** Ones where MODE SELECT may change a bit; the header is as ever. */
    byte[] changeable(LogicalUnit unit);

    /** The state after MODE SELECT with {@code page}, which differs from the current values in changeable bits only. */
    UnitState select(UnitState state, byte[] page);
}
