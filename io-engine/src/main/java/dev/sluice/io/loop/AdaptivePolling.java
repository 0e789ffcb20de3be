package dev.sluice.io.loop;

import java.util.concurrent.TimeUnit;

/**
 * Decides whether an idle loop polls its ring before it sleeps, and for how long. A cycle of a loop is work and the idle time after it.
 *
 * <ul>
 *   <li>Polling pays while the average idle time is shorter than the limit: the limit is the time to poll, and also the value of a sleep that is avoided.
 *   <li>It does not pay in long cycles. The time of one wake-up is a small part of them, and commands that gather during a sleep are
 *       answered together, which takes less time than one after another.
 *   <li>It does not pay on a core that others use. The loop uses up its time slice on nothing, and is preempted when work comes. It
 *       sleeps at once for a while after that, longer each time.
 * </ul>
 *
 * <p>Owner: one loop thread. Times are of {@link System#nanoTime}.
 */
final class AdaptivePolling {
    /** Longer than an interrupt or a clock read takes, shorter than a time slice of another thread, which is 0.7 ms and more. */
    static final long PREEMPTED_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** Long beside one preemption, so that a rare one, such as by a hypervisor, costs little and a shared core is not tried all the time. */
    static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** A core that is shared for long is tried once a second: the time slices lost by that stay below one command in a hundred. */
    static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Time from the arrival of work until a sleeping thread runs: 5 µs on an idle core, and several times that where the core has to leave a deep sleep. An idle time that ended by it was shorter by that. */
    static final long WAKE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    /**
     * A cycle is long from this multiple of the limit on, 100 µs by default: measured from memory, cycles with 1 or 2 commands take 20 to 30 µs and lose 14 to 23 % of
     * the rate without polling; one with 32 takes 150 µs and gains 4 %.
     */
    private static final int LONG_CYCLE = 2;

    /** The average is of about 16 idle times: it follows a change of the load within some turns, and one long idle time does not end the polling. */
    private static final int AVERAGE_SHIFT = 4;

    private final long limitNanos;
    /** Average of what polling saves in an idle time, from -limit to limit. A new loop polls. */
    private long savedNanos;

    private boolean isIdle;
    private boolean slept;
    private long busySinceNanos;
    private long idleSinceNanos;
    private long checkedNanos;
    private long pausedUntilNanos;
    private long pauseNanos;

    /** @param limitNanos the longest time to poll; 0 never polls */
    AdaptivePolling(long limitNanos) {
        this.limitNanos = limitNanos;
        this.savedNanos = limitNanos;
    }

    /** Returns false where the loop always sleeps at once, and nothing needs to be told. */
    boolean isOn() {
        return limitNanos != 0;
    }

    /** The loop has nothing to do from now on. Returns true where it is to poll. */
    boolean begin(long nowNanos) {
        isIdle = true;
        idleSinceNanos = nowNanos;
        checkedNanos = nowNanos;
        slept = savedNanos < 0 || isPaused(nowNanos);
        return !slept;
    }

    /** The loop has polled since the call before, and nothing has come. Returns true where it is to go on. */
    boolean goesOn(long nowNanos) {
        if (nowNanos - checkedNanos >= PREEMPTED_NANOS) {
            pause(nowNanos);
            slept = true;
        } else if (nowNanos - idleSinceNanos >= limitNanos) {
            slept = true;
        }
        checkedNanos = nowNanos;
        return !slept;
    }

    /** Returns true where {@link #begin} was called since the last {@link #end}. */
    boolean isIdle() {
        return isIdle;
    }

    /** Work has come. */
    void end(long nowNanos) {
        isIdle = false;
        long idle = nowNanos - idleSinceNanos - (slept ? WAKE_NANOS : 0);
        boolean isShort = idle < limitNanos && nowNanos - busySinceNanos < LONG_CYCLE * limitNanos;
        long saved = isShort ? limitNanos - Math.max(0, idle) : -limitNanos;
        savedNanos += (saved - savedNanos) >> AVERAGE_SHIFT;
        busySinceNanos = nowNanos;
    }

    private boolean isPaused(long nowNanos) {
        return pauseNanos != 0 && nowNanos - pausedUntilNanos < 0;
    }

    /** Doubles the pause where the former one has ended lately; else begins again with a short one. */
    private void pause(long nowNanos) {
        boolean again = pauseNanos != 0 && nowNanos - pausedUntilNanos < pauseNanos;
        pauseNanos = again ? Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS) : FIRST_PAUSE_NANOS;
        pausedUntilNanos = nowNanos + pauseNanos;
    }
}
