package dev.sluice.scsi.log;

import dev.sluice.scsi.unit.LogicalUnit;
import java.util.List;

/** A log page that consists of parameters. */
interface LogPage {
    /** The page code. */
    int code();

    /** Returns true if {@code unit} has the page. Any thread but a loop's. */
    default boolean isOfferedBy(LogicalUnit unit) {
        return true;
    }

    /** The parameters, by ascending codes. Any thread but a loop's: it may wait for the disk and for the loops. */
    List<LogParameter> parameters(LogicalUnit unit);
}
