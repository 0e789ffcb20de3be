package dev.sluice.scsi.taskset;

/** The way in which an initiator hears that another one has aborted its tasks. */
public enum AbortNotice {
    /** A notice of the whole unit, such as that of a reset. */
    NONE,
    /** A unit attention condition: TAS is 0. */
    ATTENTION,
    /** The status of each task: TAS is 1. */
    STATUS
}
