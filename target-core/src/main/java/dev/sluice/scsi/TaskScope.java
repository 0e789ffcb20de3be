package dev.sluice.scsi;

/**
 * Which tasks of the nexus that asks a task management function concerns: a transport may let commands pass a function
 * that was sent before them. Tasks of other initiators are always concerned. Asked on the loop of that nexus.
 */
public interface TaskScope {
    /** Every task that the device server has. */
    TaskScope ALL = task -> true;

    boolean concerns(ScsiTask own);
}
