package dev.sluice.cli;

import dev.sluice.log.LogSettings;
import java.util.Locale;

/** Sets up the log: lines with a time, on standard error, up to the given level. */
final class Logging {
    /** The levels of the log. */
    enum Level {
        error,
        warn,
        info,
        debug,
        trace
    }

    private Logging() {}

    /** Returns the level that {@code option} names, else the environment variable SLUICE_LOG, else info. */
    static Level level(String option) {
        String variable = System.getenv("SLUICE_LOG");
        if (option != null) {
            return level("--log-level", option);
        }
        return variable == null || variable.isEmpty() ? Level.info : level("SLUICE_LOG", variable);
    }

    private static Level level(String origin, String text) {
        for (Level level : Level.values()) {
            if (level.name().equalsIgnoreCase(text)) {
                return level;
            }
        }
        throw new UsageException(origin + " '" + text + "' is not error, warn, info, debug or trace");
    }

    /** Sets the level. Libraries log at their own pace only at the finest level. */
    static void configure(Level level) {
        boolean isCoarse = level == Level.error || level == Level.warn || level == Level.trace;
        LogSettings.set(
                slf4j(level), slf4j(isCoarse ? level : Level.warn), level == Level.debug || level == Level.trace);
    }

    private static org.slf4j.event.Level slf4j(Level level) {
        return org.slf4j.event.Level.valueOf(level.name().toUpperCase(Locale.ROOT));
    }
}
