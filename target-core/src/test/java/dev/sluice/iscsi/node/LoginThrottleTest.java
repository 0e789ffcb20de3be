package dev.sluice.iscsi.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.stranger.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The delay of the answer to a login that fails, in a row and from one origin. */
class LoginThrottleTest {
    private static final long MINUTES_5 = TimeUnit.MINUTES.toNanos(5);
    private static final int MAX_ORIGINS = 4096;

    private final LoginThrottle throttle = new LoginThrottle();

    private static Origin origin(int number) {
        return Origin.ofUser(number);
    }

    private List<Long> delays(Origin of, int failures, long nanos) {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < failures; i++) {
            delays.add(throttle.failed(of, nanos));
        }
        return delays;
    }

    @Test
    void shouldDoubleTheDelayAfterThreeFailuresUpToFiveSeconds() {
        assertEquals(List.of(0L, 0L, 0L, 250L, 500L, 1000L, 2000L, 4000L, 5000L, 5000L), delays(origin(1), 10, 0));
        List<Long> later = delays(origin(1), 100, 0);
        assertEquals(5000L, later.getLast(), "a hundred doublings overflow nothing");
        assertEquals(5000L, later.get(60));
    }

    @Test
    void shouldBeginAgainWhenALoginSucceedsOrFiveMinutesHavePassed() {
        delays(origin(1), 5, 0);
        assertEquals(1000L, throttle.failed(origin(1), MINUTES_5 - 1));
        assertEquals(0L, throttle.failed(origin(1), 2 * MINUTES_5 - 1));
        delays(origin(2), 5, 0);
        throttle.succeeded(origin(2));
        assertEquals(0L, throttle.failed(origin(2), 0));
    }

    @Test
    void shouldCountEachOriginForItself() {
        delays(origin(1), 5, 0);
        assertEquals(0L, throttle.failed(origin(2), 0));
        assertEquals(1000L, throttle.failed(origin(1), 0));
    }

    @Test
    void shouldForgetTheOriginWhoseLatestFailureIsOldestWhenThereAreTooMany() {
        delays(origin(0), 3, 0);
        delays(origin(1), 3, 0);
        for (int i = 2; i < MAX_ORIGINS; i++) {
            throttle.failed(origin(i), 0);
        }
        assertEquals(250L, throttle.failed(origin(0), 0), "as many are remembered");
        throttle.failed(origin(MAX_ORIGINS), 0);
        assertEquals(500L, throttle.failed(origin(0), 0), "its latest failure is not the oldest");
        assertEquals(0L, throttle.failed(origin(1), 0), "forgotten");
    }
}
