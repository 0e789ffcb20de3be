package dev.sluice.systemd;

import dev.sluice.io.sys.SystemCallException;
import dev.sluice.io.sys.UnixDatagrams;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the service is: the protocol of sd_notify(3) over the datagram socket in {@code NOTIFY_SOCKET}.
 *
 * <p>Nothing is sent and nothing fails without systemd (no such variable, as in a terminal). A message that
 * cannot be sent is logged, once in a row, and is no reason to stop serving. Any thread may call.
 */
public final class SystemdNotifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SystemdNotifier.class);

    private final UnixDatagrams socket;
    private final Duration watchdogInterval;
    private Watchdog watchdog;
    private boolean isClosed;
    private boolean hasFailed;

    private SystemdNotifier(UnixDatagrams socket, Duration watchdogInterval) {
        this.socket = socket;
        this.watchdogInterval = watchdogInterval;
    }

    /** The notifier for this process, as systemd set it up in the environment. */
    public static SystemdNotifier fromEnvironment() {
        return from(System.getenv(), ProcessHandle.current().pid());
    }

    static SystemdNotifier from(Map<String, String> environment, long pid) {
        String name = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (name.isEmpty()) {
            return new SystemdNotifier(null, null);
        }
        try {
            return new SystemdNotifier(new UnixDatagrams(name), WatchdogSettings.interval(environment, pid));
        } catch (SystemCallException | IllegalArgumentException e) {
            LOG.warn("systemd is not told of this service: NOTIFY_SOCKET: {}", e.getMessage());
            return new SystemdNotifier(null, null);
        }
    }

    /** Returns true if systemd listens. */
    public boolean isActive() {
        return socket != null;
    }

    /** The service serves: what is ordered after it may start. {@code status} is a line for {@code systemctl status}. */
    public void ready(String status) {
        send("READY=1\n" + statusLine(status));
    }

    /** A line for {@code systemctl status}. */
    public void status(String status) {
        send(statusLine(status));
    }

    /** The service ends by itself or because it was asked to. */
    public void stopping(String status) {
        send("STOPPING=1\n" + statusLine(status));
    }

    /**
     * Starts to tell systemd, twice in each WatchdogSec=, that the service is alive, as long as {@code isAlive} says so. Where it
     * says no, or does not answer, systemd ends and restarts the service. Where the unit has no WatchdogSec=, does nothing.
     *
     * @param isAlive asked on a thread of its own; may block, at the price of a restart
     */
    public synchronized void watchdog(BooleanSupplier isAlive) {
        if (isClosed || watchdogInterval == null || watchdog != null) {
            return;
        }
        watchdog = new Watchdog(watchdogInterval.dividedBy(2), isAlive, () -> send("WATCHDOG=1\n"));
        watchdog.start();
    }

    private static String statusLine(String status) {
        return "STATUS=" + status.replaceAll("\\R", " ") + "\n";
    }

    private synchronized void send(String message) {
        if (socket == null || isClosed) {
            return;
        }
        try {
            socket.send(message);
            hasFailed = false;
        } catch (SystemCallException e) {
            if (!hasFailed) {
                LOG.warn("systemd is not told of this service: {}", e.getMessage());
            }
            hasFailed = true;
        }
    }

    /** Ends the watchdog; nothing is sent any more. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        if (watchdog != null) {
            watchdog.stop();
        }
        if (socket != null) {
            socket.close();
        }
    }
}
