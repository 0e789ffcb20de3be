package dev.sluice.scsi.unit;

import dev.sluice.scsi.sense.AdditionalSense;
import java.util.Arrays;

/** The unit attention conditions of one I_T_L nexus, in the order in which they are told (SAM-5 5.14): an immutable value. */
final class UnitAttentions {
    /** No condition: the only object without any. */
    static final UnitAttentions NONE = new UnitAttentions(new int[0]);

    /** The most conditions that can be pending: more than there are distinct ones. */
    private static final int MOST = 16;

    private final int[] pending;

    private UnitAttentions(int[] pending) {
        this.pending = pending;
    }

    private static UnitAttentions of(int[] pending) {
        return pending.length == 0 ? NONE : new UnitAttentions(pending);
    }

    /** These and another condition; this object where it is pending already. */
    UnitAttentions with(int additional) {
        for (int condition : pending) {
            if (condition == additional) {
                return this;
            }
        }
        if (pending.length == MOST) {
            return this;
        }
        int at = pending.length;
        while (at > 0 && rank(additional) < rank(pending[at - 1])) {
            at--;
        }
        int[] more = new int[pending.length + 1];
        System.arraycopy(pending, 0, more, 0, at);
        more[at] = additional;
        System.arraycopy(pending, at, more, at + 1, pending.length - at);
        return of(more);
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

    /** The first condition; 0 if there is none. */
    int first() {
        return pending.length == 0 ? 0 : pending[0];
    }

    /** The number of conditions. */
    int count() {
        return pending.length;
    }

    /** The conditions behind the first. */
    UnitAttentions withoutFirst() {
        return pending.length == 0 ? this : of(Arrays.copyOfRange(pending, 1, pending.length));
    }

    /** These but one. */
    UnitAttentions without(int additional) {
        return of(Arrays.stream(pending).filter(it -> it != additional).toArray());
    }
}
