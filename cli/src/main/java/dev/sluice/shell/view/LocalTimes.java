package dev.sluice.shell.view;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Text of times: in the local zone, to the second. */
public final class LocalTimes {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private LocalTimes() {}

    /** Returns the text of a time; empty for null. */
    public static String format(Instant time) {
        return time == null ? "" : FORMAT.format(time);
    }
}
