package dev.sluice.scsi.unit;

import dev.sluice.scsi.sense.SenseData;

/**
 * The events of a nexus that a transport hears of. All calls on the loop of the nexus, as long as it is
 * attached.
 */
public interface NexusListener {
    /** A listener that does nothing. */
    NexusListener NONE = new NexusListener() {};

    /** Tasks of this nexus at {@code lun} are being aborted, because another initiator wants it. */
    default void tasksTaken(long lun) {}

    /** The tasks of which {@link #tasksTaken} told have come to rest. */
    default void tasksGone(long lun) {}

    /** A unit attention condition has arisen that others than this nexus brought about. It stays pending. */
    default void attention(long lun, SenseData sense) {}

    /** A request of this nexus about reservations was granted, by the name that it has in the standard. */
    default void reservationsChanged(long lun, String request) {}

    /** The target is as if it had been powered on: RFC 7143 11.5.1 ends all connections then. */
    default void poweredOn() {}
}
