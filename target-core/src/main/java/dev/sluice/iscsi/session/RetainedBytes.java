package dev.sluice.iscsi.session;

/** Bounds what the sessions of a loop hold for the case that it must be sent again. Owner: the loop's thread. */
final class RetainedBytes {
    private final long limit;
    private long held;

    /** @param limit in bytes */
    RetainedBytes(long limit) {
        this.limit = limit;
    }

    /** Counts {@code bytes}, or returns false if they would be too many. */
    boolean take(int bytes) {
        if (held + bytes > limit) {
            return false;
        }
        held += bytes;
        return true;
    }

    void giveBack(int bytes) {
        held -= bytes;
    }
}
