package dev.sluice.io.disk;

import java.util.ArrayList;
import java.util.List;

/**
 * The ranges of a device that are locked or waited for, in the order in which they were asked for: who overlaps an earlier one
 * waits for it. Any thread.
 *
 * <p>A monitor and a list: only devices that need read-modify-write come here, and they are slow for other reasons.
 */
final class RangeLocks {
    private RangeLock first;
    private RangeLock last;

    /** Locks a range; false where it must be waited for: then {@link RangeLock#granted} is called later. */
    synchronized boolean lock(RangeLock lock, long start, long length) {
        lock.start = start;
        lock.end = start + length;
        lock.previous = last;
        lock.next = null;
        if (last == null) {
            first = lock;
        } else {
            last.next = lock;
        }
        last = lock;
        lock.held = isFree(lock);
        return lock.held;
    }

    /** Gives a held range back, and grants the ranges that waited for it. */
    void unlock(RangeLock lock) {
        for (RangeLock free : remove(lock)) {
            free.granted.run();
        }
    }

    private synchronized List<RangeLock> remove(RangeLock lock) {
        assert lock.held;
        lock.held = false;
        if (lock.previous == null) {
            first = lock.next;
        } else {
            lock.previous.next = lock.next;
        }
        if (lock.next == null) {
            last = lock.previous;
        } else {
            lock.next.previous = lock.previous;
        }
        List<RangeLock> free = null;
        for (RangeLock later = lock.next; later != null; later = later.next) {
            if (!later.held && later.overlaps(lock) && isFree(later)) {
                later.held = true;
                free = free == null ? new ArrayList<>() : free;
                free.add(later);
            }
        }
        return free == null ? List.of() : free;
    }

    private boolean isFree(RangeLock lock) {
        for (RangeLock earlier = lock.previous; earlier != null; earlier = earlier.previous) {
            if (earlier.overlaps(lock)) {
                return false;
            }
        }
        return true;
    }

    /** Returns true where nothing is locked. */
    synchronized boolean isEmpty() {
        return first == null;
    }
}
