package dev.sluice.io.disk;

/** A range of a device that one request has to itself, or waits for. Made once, used again and again. */
final class RangeLock {
    final Runnable granted;

    /** Owner: the {@link RangeLocks} that it stands in. */
    long start;

    long end;
    boolean held;
    RangeLock previous;
    RangeLock next;

    /** @param granted called where the range was not free at once, by the thread that made it free */
    RangeLock(Runnable granted) {
        this.granted = granted;
    }

    boolean overlaps(RangeLock other) {
        return start < other.end && other.start < end;
    }
}
