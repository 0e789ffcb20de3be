package dev.sluice.iscsi.node;

import dev.sluice.io.stranger.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Slows down who fails to log in again and again, by origin (an IPv6 host has a whole network of addresses): the answer to a failure waits longer with each one in a row. It
 * remembers a bounded number of origins, those of the latest failures. Any thread.
 */
final class LoginThrottle {
    private static final int MAX_ORIGINS = 4096;
    private static final int FREE_FAILURES = 3;
    private static final long FIRST_DELAY_MILLIS = 250;
    static final long LONGEST_DELAY_MILLIS = 5000;
    private static final long FORGOTTEN_AFTER_NANOS = TimeUnit.MINUTES.toNanos(5);

    private record Failures(int count, long lastNanos) {}

    private final Map<Origin, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

    /** Counts a failure; returns how long its answer shall wait, in milliseconds. */
    synchronized long failed(Origin origin, long nowNanos) {
        Failures before = failures.get(origin);
        boolean inARow = before != null && nowNanos - before.lastNanos < FORGOTTEN_AFTER_NANOS;
        int count = inARow ? before.count + 1 : 1;
        failures.put(origin, new Failures(count, nowNanos));
        if (failures.size() > MAX_ORIGINS) {
            failures.remove(failures.keySet().iterator().next());
        }
        if (count <= FREE_FAILURES) {
            return 0;
        }
        int doublings = Math.min(count - FREE_FAILURES - 1, 10);
        return Math.min(FIRST_DELAY_MILLIS << doublings, LONGEST_DELAY_MILLIS);
    }

    /** A login from that address was right. */
    synchronized void succeeded(Origin origin) {
        failures.remove(origin);
    }
}
