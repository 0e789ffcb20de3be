package dev.sluice.scsi.atomic;

/** The accesses under way on one loop, as an {@link AccessGate} asks for them. Owner: the loop thread. */
public interface EarlierAccesses {
    /** Returns true while an access under way or in wait goes before {@code range}. */
    boolean anyGoesBefore(AtomicRange range);
}
