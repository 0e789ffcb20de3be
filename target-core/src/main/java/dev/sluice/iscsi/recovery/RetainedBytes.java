package dev.sluice.iscsi.recovery;

/**
 * Bounds the data that a session holds for the case that they must be sent again: as long as it holds less than what all sessions of the loop
 * leave, so one whose initiator acknowledges nothing cannot take all. Owner: the loop's thread.
 */
public final class RetainedBytes {
    /** All sessions of a loop together. */
    public static final class Budget {
        private final long limit;
        private long held;

        /** @param limit in bytes */
        public Budget(long limit) {
            this.limit = limit;
        }
    }

    private final Budget budget;
    private long held;

    public RetainedBytes(Budget budget) {
        this.budget = budget;
    }

    /** Counts {@code bytes}, or returns false if they would be too many. */
    boolean take(int bytes) {
        if (held + bytes > budget.limit - budget.held) {
            return false;
        }
        held += bytes;
        budget.held += bytes;
        return true;
    }

    void giveBack(int bytes) {
        held -= bytes;
        budget.held -= bytes;
    }
}
