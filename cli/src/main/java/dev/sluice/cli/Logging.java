package dev.sluice.cli;

/** Sets the log up: lines with a time on standard error, no finer than asked for. Before the first logger exists. */
final class Logging {
    private static final String PREFIX = "org.slf4j.simpleLogger.";

    /** How much is logged. */
    enum Level {
        error,
        warn,
        info,
        debug,
        trace
    }

    private Logging() {}

    /** The level that {@code option} names, else the environment variable SLUICE_LOG, else info. */
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

    static void configure(Level level) {
        set("defaultLogLevel", level.name());
        // The libraries' own stories are for the finest level only.
        set(
                "log.io.netty",
                level.compareTo(Level.trace) < 0 && level.compareTo(Level.warn) > 0 ? "warn" : level.name());
        set("showDateTime", "true");
        set("dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        set("showThreadName", level.compareTo(Level.debug) >= 0 ? "true" : "false");
        set("showShortLogName", "true");
        set("logFile", "System.err");
    }

    private static void set(String name, String value) {
        if (System.getProperty(PREFIX + name) == null) {
            System.setProperty(PREFIX + name, value);
        }
    }
}
