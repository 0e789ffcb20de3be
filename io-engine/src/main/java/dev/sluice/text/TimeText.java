package dev.sluice.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times for people: in the local time zone, to the second. */
public final class TimeText {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private TimeText() {}

    /** The text of a time; empty for null. */
    public static String of(Instant time) {
        return time == null ? "" : FORMAT.format(time);
    }
}
