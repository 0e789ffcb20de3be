package dev.sluice.io.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In time that passes only as a test says. */
class AdaptivePollingTest {
    private static final long LIMIT = 50_000;
    /** Between two looks of a polling loop at the clock. */
    private static final long STEP = 1_000;

    private final AdaptivePolling polling = new AdaptivePolling(LIMIT);
    /** Close to the place where the clock's number becomes negative. */
    private long now = Long.MAX_VALUE - 5_000_000;

    /** Works, then is idle until something comes. Returns the time polled, in nanoseconds. */
    private long cycle(long busyNanos, long idleNanos) {
        now += busyNanos;
        long since = now;
        long polled = 0;
        boolean polls = polling.begin(now);
        while (polls && now - since < idleNanos) {
            now += STEP;
            polls = polling.goesOn(now);
            polled = now - since;
        }
        now = since + Math.max(idleNanos, polled) + (polls ? 0 : AdaptivePolling.WAKE_NANOS);
        polling.end(now);
        return polled;
    }

    private long lastOf(int cycles, long busyNanos, long idleNanos) {
        long polled = 0;
        for (int i = 0; i < cycles; i++) {
            polled = cycle(busyNanos, idleNanos);
        }
        return polled;
    }

    /** Is preempted in the next poll. */
    private void preempt() {
        now += 10_000;
        assertTrue(polling.begin(now));
        now += AdaptivePolling.PREEMPTED_NANOS;
        assertFalse(polling.goesOn(now));
        polling.end(now);
    }

    @Test
    void shouldPollUntilWorkComesWhenItComesSoon() {
        assertEquals(12_000, lastOf(100, 8_000, 12_000));
        assertEquals(40_000, lastOf(100, 8_000, 40_000));
    }

    @Test
    void shouldSleepAtOnceWhenWorkComesLate() {
        assertEquals(0, lastOf(100, 8_000, 200_000));
    }

    @Test
    void shouldPollForTheLimitAtMostWhenNothingComes() {
        lastOf(100, 8_000, 12_000);
        assertEquals(LIMIT, cycle(8_000, TimeUnit.SECONDS.toNanos(10)));
    }

    @Test
    void shouldGoOnPollingWhenOneIdleTimeWasLong() {
        lastOf(100, 8_000, 12_000);
        cycle(8_000, TimeUnit.SECONDS.toNanos(10));
        assertEquals(12_000, cycle(8_000, 12_000));
    }

    @Test
    void shouldPollAgainWhenWorkComesSoonAgain() {
        lastOf(100, 8_000, 200_000);
        assertEquals(12_000, lastOf(20, 8_000, 12_000));
    }

    @Test
    void shouldSleepAtOnceWhenCyclesAreLong() {
        assertEquals(0, lastOf(100, 100_000, 30_000));
    }

    @Test
    void shouldPauseWhenItIsPreempted() {
        lastOf(100, 8_000, 12_000);
        preempt();
        assertEquals(0, cycle(8_000, 12_000));
        now += AdaptivePolling.FIRST_PAUSE_NANOS;
        assertEquals(12_000, cycle(8_000, 12_000));
    }

    @Test
    void shouldPauseTwiceAsLongWhenItIsPreemptedAgainSoon() {
        lastOf(100, 8_000, 12_000);
        preempt();
        now += AdaptivePolling.FIRST_PAUSE_NANOS;
        preempt();
        now += AdaptivePolling.FIRST_PAUSE_NANOS;
        assertEquals(0, cycle(8_000, 12_000));
        now += AdaptivePolling.FIRST_PAUSE_NANOS;
        assertEquals(12_000, cycle(8_000, 12_000));
    }

    @Test
    void shouldNotPauseLongerThanASecondWhenItIsPreemptedAlways() {
        lastOf(100, 8_000, 12_000);
        for (int i = 0; i < 20; i++) {
            preempt();
            now += AdaptivePolling.LONGEST_PAUSE_NANOS;
            lastOf(20, 8_000, 12_000);
        }
        assertEquals(12_000, cycle(8_000, 12_000));
    }

    @Test
    void shouldPauseShortlyWhenTheFormerPauseIsLongAgo() {
        lastOf(100, 8_000, 12_000);
        for (int i = 0; i < 5; i++) {
            preempt();
            now += AdaptivePolling.LONGEST_PAUSE_NANOS;
            lastOf(20, 8_000, 12_000);
        }
        now += AdaptivePolling.LONGEST_PAUSE_NANOS;
        preempt();
        now += AdaptivePolling.FIRST_PAUSE_NANOS;
        assertEquals(12_000, cycle(8_000, 12_000));
    }
}
