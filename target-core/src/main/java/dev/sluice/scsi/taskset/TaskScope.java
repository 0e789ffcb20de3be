package dev.sluice.scsi.taskset;

/**
 * The tasks of the requesting nexus that a task management function concerns: a transport may let commands pass a function that was sent
 * before them. Tasks of other initiators are always concerned. Called on the loop of that nexus.
 */
public interface TaskScope {
    /** Every task that the device server has. */
    TaskScope ALL = task -> true;

    /** Returns true if the function concerns the task. */
    boolean concerns(QueuedTask own);
}
