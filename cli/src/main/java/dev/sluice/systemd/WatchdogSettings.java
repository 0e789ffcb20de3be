package dev.sluice.systemd;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Settings of the watchdog from the environment (sd_watchdog_enabled(3)). */
final class WatchdogSettings {
    private WatchdogSettings() {}

    /** WatchdogSec= of the unit, or null where there is none for the process {@code pid}. */
    static Duration interval(Map<String, String> environment, long pid) {
        String interval = environment.getOrDefault("WATCHDOG_USEC", "");
        if (interval.isEmpty()) {
            return null;
        }
        try {
            String watched = environment.getOrDefault("WATCHDOG_PID", "");
            long micros = Long.parseLong(interval);
            boolean isMeant = watched.isEmpty() || Long.parseLong(watched) == pid;
            return isMeant && micros > 0 ? Duration.of(micros, ChronoUnit.MICROS) : null;
        } catch (NumberFormatException e) {
            LoggerFactory.getLogger(WatchdogSettings.class)
                    .warn("no watchdog: WATCHDOG_USEC or WATCHDOG_PID is not a number: {}", e.getMessage());
            return null;
        }
    }
}
