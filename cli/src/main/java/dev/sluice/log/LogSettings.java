package dev.sluice.log;

import org.slf4j.event.Level;

/** Level and form of the log. Any thread; set once, by the program's start, and valid at once for all loggers. */
public final class LogSettings {
    private static volatile Level level = Level.INFO;
    private static volatile Level libraries = Level.WARN;
    private static volatile boolean threads;

    private LogSettings() {}

    /**
     * @param own the finest level that the program's own lines have
     * @param ofLibraries the finest level of Netty's lines
     * @param withThreads true if a line names its thread
     */
    public static void set(Level own, Level ofLibraries, boolean withThreads) {
        level = own;
        libraries = ofLibraries;
        threads = withThreads;
    }

    static boolean isOn(Level asked, boolean isLibrary) {
        return asked.toInt() >= (isLibrary ? libraries : level).toInt();
    }

    static boolean withThreads() {
        return threads;
    }
}
