package dev.sluice.io.memory;

/**
 * Memory that one user keeps from others beyond its {@linkplain BufferShare buffers}: sent data that may be wanted again, or a device's own memory on its way
 * out. A user holds less than what all users of the budget leave, so one that gives nothing back cannot take all. Owner: the loop's thread.
 */
public final class MemoryAccount {
    /** The memory that all users of a loop may hold together. */
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

    public MemoryAccount(Budget budget) {
        this.budget = budget;
    }

    /** Counts {@code bytes}, or returns false if they would be too many. */
    public boolean take(int bytes) {
        if (held + bytes > budget.limit - budget.held) {
            return false;
        }
        held += bytes;
        budget.held += bytes;
        return true;
    }

    /** Counts {@code bytes} as free again. */
    public void giveBack(int bytes) {
        held -= bytes;
        budget.held -= bytes;
    }
}
