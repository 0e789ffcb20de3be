package dev.sluice.scsi;

import java.util.Arrays;

/**
 * The unit attention conditions of one I_T_L nexus, oldest first (SAM-5 5.14): established on any thread, reported on the
 * nexus's loop. When none is pending, looking costs one volatile read.
 */
final class UnitAttentions {
    /** More distinct conditions than there are; a bound all the same. */
    private static final int MOST = 16;

    private static final int[] NONE = {};

    private volatile int[] pending = NONE;

    boolean any() {
        return pending != NONE;
    }

    /** The pending conditions, oldest first: not to be changed. */
    int[] pending() {
        return pending;
    }

    /** Adds a condition, unless it is pending already; whether it was added. */
    synchronized boolean establish(int additional) {
        int[] now = pending;
        for (int condition : now) {
            if (condition == additional) {
                return false;
            }
        }
        if (now.length == MOST) {
            return false;
        }
        int[] more = Arrays.copyOf(now, now.length + 1);
        more[now.length] = additional;
        pending = more;
        return true;
    }

    /** Removes the oldest condition and returns it; 0 if there is none. */
    synchronized int take() {
        int[] now = pending;
        if (now == NONE) {
            return 0;
        }
        pending = now.length == 1 ? NONE : Arrays.copyOfRange(now, 1, now.length);
        return now[0];
    }

    synchronized void clear(int additional) {
        int[] rest = Arrays.stream(pending).filter(it -> it != additional).toArray();
        pending = rest.length == 0 ? NONE : rest;
    }
}
