package dev.sluice.scsi;

/** How an initiator hears that another one has aborted its tasks. */
enum AbortNotice {
    /** By what is told of the whole unit, such as a reset. */
    NONE,
    /** By a unit attention condition: TAS is 0. */
    ATTENTION,
    /** By the status of each task: TAS is 1. */
    STATUS;

    static AbortNotice of(UnitModes modes) {
        return modes.taskAbortedStatus() ? STATUS : ATTENTION;
    }
}
