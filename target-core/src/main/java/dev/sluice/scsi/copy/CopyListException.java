package dev.sluice.scsi.copy;

import dev.sluice.scsi.sense.SenseData;

/** A parameter list that cannot be carried out. */
final class CopyListException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient SenseData why;

    CopyListException(SenseData why) {
        super(null, null, false, false);
        this.why = why;
    }

    SenseData why() {
        return why;
    }
}
