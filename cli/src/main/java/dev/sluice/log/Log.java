package dev.sluice.log;

import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Loggers, the limits of their lines, and the way out that they share. Any thread. */
final class Log implements ILoggerFactory, AsyncWriter.Notices {
    private final ConcurrentHashMap<String, Logger> loggers = new ConcurrentHashMap<>();
    private final Set<LineLimit> limits = ConcurrentHashMap.newKeySet();
    private final LongSupplier nanos;
    private final AsyncWriter outlet;

    /** @param nanos the clock of the limits, as {@link System#nanoTime()} */
    Log(OutputStream stream, LongSupplier nanos) {
        this.nanos = nanos;
        this.outlet = new AsyncWriter("sluice-log", stream, this);
    }

    @Override
    public Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, one -> new QueuedLogger(one, this));
    }

    AsyncWriter outlet() {
        return outlet;
    }

    void put(LogLine line) {
        outlet.put(line);
    }

    boolean flush(Duration bound) {
        return outlet.flush(bound);
    }

    LineLimit newLimit() {
        LineLimit limit = new LineLimit(nanos());
        limits.add(limit);
        return limit;
    }

    long nanos() {
        return nanos.getAsLong();
    }

    long millis() {
        return System.currentTimeMillis();
    }

    @Override
    public void dropped(StringBuilder text, long count) {
        new LogLine(
                        millis(),
                        Level.WARN,
                        null,
                        "Log",
                        String.format("%,d lines were dropped here: standard error was not read in time", count),
                        null)
                .appendTo(text);
    }

    @Override
    public boolean mayCome() {
        for (LineLimit limit : limits) {
            if (limit.hasUntold()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void tell(StringBuilder text, boolean isLast) {
        for (LineLimit limit : limits) {
            LogLine line = limit.tell(nanos(), millis(), isLast);
            if (line != null) {
                line.appendTo(text);
            }
        }
    }
}
