package dev.sluice.scsi.unit;

import dev.sluice.scsi.sense.AdditionalSense;
import java.util.Arrays;

/**
 * The unit attention conditions of one I_T_L nexus, in the order in which they are told (SAM-5 5.14): established on any thread, reported on the
 * nexus's loop. When none is pending, looking costs one volatile read.
 */
final class UnitAttentions {
    /** The most conditions that can be pending: more than there are distinct ones. */
    private static final int MOST = 16;

    private static final int[] NONE = {};

    private volatile int[] pending = NONE;

    boolean any() {
        return pending != NONE;
    }

    /** The pending conditions, in order: not to be changed. */
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
        int at = now.length;
        while (at > 0 && rank(additional) < rank(now[at - 1])) {
            at--;
        }
        int[] more = new int[now.length + 1];
        System.arraycopy(now, 0, more, 0, at);
        more[at] = additional;
        System.arraycopy(now, at, more, at + 1, now.length - at);
        pending = more;
        return true;
    }

    /** Resets come first, the more far-reaching ones ahead of the others; SAM-5 5.14.4. */
    private static int rank(int additional) {
        return switch (additional) {
            case AdditionalSense.POWER_ON_RESET_OR_BUS_DEVICE_RESET_OCCURRED -> 0;
            case AdditionalSense.BUS_DEVICE_RESET_FUNCTION_OCCURRED -> 1;
            case AdditionalSense.I_T_NEXUS_LOSS_OCCURRED -> 2;
            default -> 3;
        };
    }

    /** Removes the first condition and returns it; 0 if there is none. */
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
