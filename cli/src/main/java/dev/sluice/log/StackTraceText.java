package dev.sluice.log;

import dev.sluice.text.Printable;

/** The stack trace of an error in bounded length, with its causes, and nothing in it that a terminal obeys. */
final class StackTraceText {
    private static final int MAX_FRAMES = 40;
    private static final int MAX_CAUSES = 5;
    private static final int MAX_MESSAGE = 500;

    private StackTraceText() {}

    static void append(StringBuilder text, Throwable error) {
        Throwable one = error;
        for (int cause = 0; one != null && cause <= MAX_CAUSES; cause++, one = one.getCause()) {
            text.append(cause == 0 ? "" : "Caused by: ")
                    .append(Printable.of(one.toString(), MAX_MESSAGE))
                    .append('\n');
            StackTraceElement[] frames = one.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
                text.append("\tat ").append(frames[i]).append('\n');
            }
            if (frames.length > MAX_FRAMES) {
                text.append("\t… ").append(frames.length - MAX_FRAMES).append(" more\n");
            }
        }
    }
}
