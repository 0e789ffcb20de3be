package dev.sluice.iscsi.session;

/** Counts the commands of a task management function that have not come to rest. Owner: the session's loop thread. */
final class AbortProgress {
    private final Runnable done;
    private int left;

    /** @param done called when {@code count} commands have ended, at once if there are none */
    AbortProgress(int count, Runnable done) {
        this.done = done;
        this.left = count;
        if (count == 0) {
            done.run();
        }
    }

    void ended() {
        if (--left == 0) {
            done.run();
        }
    }
}
