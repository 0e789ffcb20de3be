package dev.sluice.log;

import dev.sluice.text.AddressText;
import dev.sluice.text.Peer;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that makes a line and puts it into the queue. Any thread; never waits. */
final class QueuedLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    /** Kinds that are counted apart; texts that the program puts together, which are many, share the last one. */
    private static final int MAX_KINDS = 256;

    private static final String OTHERS = "";

    private final transient Log log;
    private final transient ConcurrentHashMap<String, LineLimit> kinds = new ConcurrentHashMap<>();
    private final String origin;
    private final boolean isLibrary;

    QueuedLogger(String name, Log log) {
        this.name = name;
        this.log = log;
        this.origin = name.substring(name.lastIndexOf('.') + 1);
        this.isLibrary = name.startsWith("io.netty");
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable error) {
        Peer peer = null;
        Object[] told = arguments;
        if (arguments != null) {
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof Peer one) {
                    peer = one;
                } else if (arguments[i] instanceof SocketAddress address) {
                    told = told == arguments ? arguments.clone() : told;
                    told[i] = AddressText.of(address);
                }
            }
        }
        LineLimit limit = level.toInt() < Level.INFO.toInt() ? null : limit(String.valueOf(pattern));
        if (limit != null && !limit.admits(peer, error != null, log.nanos())) {
            return;
        }
        LogLine line = new LogLine(
                log.millis(),
                level,
                LogSettings.withThreads() ? Thread.currentThread().getName() : null,
                origin,
                MessageFormatter.basicArrayFormat(pattern, told),
                error);
        if (limit != null) {
            limit.wrote(line);
        }
        log.put(line);
    }

    private LineLimit limit(String pattern) {
        LineLimit limit = kinds.get(pattern);
        if (limit == null) {
            String kind = kinds.size() < MAX_KINDS ? pattern : OTHERS;
            limit = kinds.computeIfAbsent(kind, ignored -> log.newLimit());
        }
        return limit;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return LogSettings.isOn(Level.TRACE, isLibrary);
    }

    @Override
    public boolean isDebugEnabled() {
        return LogSettings.isOn(Level.DEBUG, isLibrary);
    }

    @Override
    public boolean isInfoEnabled() {
        return LogSettings.isOn(Level.INFO, isLibrary);
    }

    @Override
    public boolean isWarnEnabled() {
        return LogSettings.isOn(Level.WARN, isLibrary);
    }

    @Override
    public boolean isErrorEnabled() {
        return LogSettings.isOn(Level.ERROR, isLibrary);
    }
}
