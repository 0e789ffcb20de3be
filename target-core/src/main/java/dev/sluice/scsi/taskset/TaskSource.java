package dev.sluice.scsi.taskset;

/** The I_T nexus that tasks come from: an identity, and the calls that tell it of tasks that it loses. On its loop's thread. */
public interface TaskSource {
    /** Tasks of this nexus at {@code lun} are being aborted for another initiator. */
    void tasksTaken(long lun);

    /** The tasks that {@link #tasksTaken} announced have come to rest. */
    void tasksGone(long lun);
}
