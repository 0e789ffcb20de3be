package dev.sluice.io.loop;

import java.util.concurrent.TimeUnit;

/** Detects that several users use a thing at the same time, which means within 100 ms. Owner: one loop thread. */
public final class RecentUse {
    /** Longer than a disk takes even when it hesitates, so that a user with one request at a time counts as one who is there. */
    public static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private Object user;
    private long usedNanos;
    private long sharedUntilNanos;
    private boolean shared;

    /** Counts a use. */
    public void usedBy(Object by, long nowNanos) {
        if (by != user) {
            if (user != null && nowNanos - usedNanos < WINDOW_NANOS) {
                sharedUntilNanos = nowNanos + WINDOW_NANOS;
                shared = true;
            }
            user = by;
        }
        usedNanos = nowNanos;
    }

    /** Forgets a user that is gone. */
    public void left(Object by) {
        if (by == user) {
            user = null;
        }
        shared = false;
    }

    /** Returns true where there were several users lately. */
    public boolean isShared(long nowNanos) {
        if (shared && nowNanos - sharedUntilNanos >= 0) {
            shared = false;
        }
        return shared;
    }
}
