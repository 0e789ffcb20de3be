package dev.sluice.iscsi.task;

/**
 * Counts what a task management function waits for: commands that have not come to rest, data that is still to come.
 * Owner: the session's loop thread.
 */
public final class AbortProgress {
    private final Runnable done;
    private int left;

    /** @param done called when {@code count} things have ended, at once if there are none */
    public AbortProgress(int count, Runnable done) {
        this.done = done;
        this.left = count;
        if (count == 0) {
            done.run();
        }
    }

    /** One thing that two functions wait for. */
    public static AbortProgress both(AbortProgress one, AbortProgress other) {
        return new AbortProgress(1, () -> {
            one.ended();
            other.ended();
        });
    }

    /** There is one thing more to wait for; only while there is another. */
    public void expect() {
        assert left > 0 : "done already";
        left++;
    }

    public void ended() {
        if (--left == 0) {
            done.run();
        }
    }
}
