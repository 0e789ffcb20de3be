package dev.sluice.log;

import dev.sluice.text.Printable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.slf4j.event.Level;

/**
 * A line as it waits to be written.
 *
 * @param millis since 1970
 * @param thread the name of the thread, or null where it is not shown
 * @param origin the class that says it, without its package
 * @param message as it was said: what is foreign in it is made printable when it is written
 * @param error null for none
 */
record LogLine(long millis, Level level, String thread, String origin, String message, Throwable error)
        implements AsyncWriter.Item {
    /** The longest message, in characters: a name of an initiator has 223 bytes at the most, and few are in a line. */
    static final int MAX_MESSAGE = 2048;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    LogLine {
        message = message == null ? "null" : message;
        // The queue holds it: what is too long is cut before.
        message = message.length() > MAX_MESSAGE + 1 ? message.substring(0, MAX_MESSAGE + 1) : message;
    }

    @Override
    public void appendTo(StringBuilder text) {
        TIME.formatTo(OffsetDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneId.systemDefault()), text);
        if (thread != null) {
            text.append(" [").append(Printable.of(thread)).append(']');
        }
        text.append(' ').append(level).append(' ').append(origin).append(" - ");
        text.append(Printable.of(message, MAX_MESSAGE)).append('\n');
        if (error != null) {
            StackTraceText.append(text, error);
        }
    }
}
