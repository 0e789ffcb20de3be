package dev.sluice.target;

import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.node.IscsiServer;
import dev.sluice.iscsi.session.TransferPace;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * How a server runs.
 *
 * @param listen where it listens from start to end, and portal groups without portals are reached; port 0 takes a free one
 * @param cores event loops, at least 1
 * @param cpuList the cores to pin the loops and then the workers to, in their order; threads beyond its end are left to the
 *     scheduler
 * @param ioWorkers threads for disk I/O; 0 does it on the event loops
 * @param queueDepth commands that a session may have open, 1 to 4,096
 * @param bufferMemory bytes for the data of all loops together
 * @param busyPollMicros how long an idle loop spins before it sleeps, in microseconds; 0 sleeps at once
 * @param maxSessions sessions at a time
 * @param zeroCopyThreshold sends of at least this many bytes are not copied by the kernel; 0 for never
 * @param pingAfterSeconds how long an initiator may be silent before it is pinged
 * @param pingTimeoutSeconds how long it may take to answer
 * @param pace at which initiators have to take and to send data
 * @param limits what logins are offered
 * @param discoveryAuthentication what is asked of initiators that only want to know the targets
 * @param stateDirectory where is kept what has to outlive a loss of power, such as persistent reservations; null for nowhere
 */
public record ServerSettings(
        List<InetSocketAddress> listen,
        int cores,
        List<Integer> cpuList,
        int ioWorkers,
        int queueDepth,
        long bufferMemory,
        int busyPollMicros,
        int maxSessions,
        int zeroCopyThreshold,
        int pingAfterSeconds,
        int pingTimeoutSeconds,
        TransferPace pace,
        TargetLimits limits,
        AuthenticationRules discoveryAuthentication,
        Path stateDirectory) {
    /** Of {@link #bufferMemory}, what each session is sure to get, in bytes: a login that cannot be promised as much is refused. */
    public static final long GUARANTEED_BYTES_PER_SESSION = IscsiServer.GUARANTEED_BYTES_PER_SESSION;

    public ServerSettings {
        listen = List.copyOf(listen);
        cpuList = List.copyOf(cpuList);
        check("listen addresses", listen.size(), 0, 1024);
        check("cores", cores, 1, 1024);
        check("I/O workers", ioWorkers, 0, 1024);
        check("queue depth", queueDepth, 1, 4096);
        check("busy polling", busyPollMicros, 0, 1_000_000);
        check("sessions", maxSessions, 1, 65535);
        check("zero-copy threshold", zeroCopyThreshold, 0, Integer.MAX_VALUE);
        check("seconds before a ping", pingAfterSeconds, 1, 3600);
        check("ping timeout", pingTimeoutSeconds, 1, 3600);
        if (bufferMemory < minBufferMemory(cores)) {
            throw new IllegalArgumentException("buffer memory of " + bufferMemory + " bytes: " + cores
                    + " loops need at least " + minBufferMemory(cores));
        }
    }

    /** A server on one address with one loop and the defaults: a start for tests and embedding. */
    public static ServerSettings on(InetSocketAddress address) {
        return new ServerSettings(
                List.of(address),
                1,
                List.of(),
                0,
                128,
                128L << 20,
                0,
                256,
                0,
                15,
                30,
                TransferPace.DEFAULT,
                TargetLimits.DEFAULT,
                AuthenticationRules.NONE,
                null);
    }

    /** The core for the thread of that number, loops first and workers after them, or -1 for any. */
    int cpuOf(int thread) {
        return thread < cpuList.size() ? cpuList.get(thread) : -1;
    }

    /** The least buffer memory that {@code cores} loops run with, in bytes: 8 MiB each. */
    public static long minBufferMemory(int cores) {
        return cores * (8L << 20);
    }

    public ServerSettings withCores(int count) {
        return new ServerSettings(
                listen,
                count,
                cpuList,
                ioWorkers,
                queueDepth,
                bufferMemory,
                busyPollMicros,
                maxSessions,
                zeroCopyThreshold,
                pingAfterSeconds,
                pingTimeoutSeconds,
                pace,
                limits,
                discoveryAuthentication,
                stateDirectory);
    }

    public ServerSettings withIoWorkers(int count) {
        return new ServerSettings(
                listen,
                cores,
                cpuList,
                count,
                queueDepth,
                bufferMemory,
                busyPollMicros,
                maxSessions,
                zeroCopyThreshold,
                pingAfterSeconds,
                pingTimeoutSeconds,
                pace,
                limits,
                discoveryAuthentication,
                stateDirectory);
    }

    public ServerSettings withBufferMemory(long bytes) {
        return new ServerSettings(
                listen,
                cores,
                cpuList,
                ioWorkers,
                queueDepth,
                bytes,
                busyPollMicros,
                maxSessions,
                zeroCopyThreshold,
                pingAfterSeconds,
                pingTimeoutSeconds,
                pace,
                limits,
                discoveryAuthentication,
                stateDirectory);
    }

    public ServerSettings withPace(TransferPace newPace) {
        return new ServerSettings(
                listen,
                cores,
                cpuList,
                ioWorkers,
                queueDepth,
                bufferMemory,
                busyPollMicros,
                maxSessions,
                zeroCopyThreshold,
                pingAfterSeconds,
                pingTimeoutSeconds,
                newPace,
                limits,
                discoveryAuthentication,
                stateDirectory);
    }

    public ServerSettings withLimits(TargetLimits newLimits) {
        return new ServerSettings(
                listen,
                cores,
                cpuList,
                ioWorkers,
                queueDepth,
                bufferMemory,
                busyPollMicros,
                maxSessions,
                zeroCopyThreshold,
                pingAfterSeconds,
                pingTimeoutSeconds,
                pace,
                newLimits,
                discoveryAuthentication,
                stateDirectory);
    }

    public ServerSettings withDiscoveryAuthentication(AuthenticationRules rules) {
        return new ServerSettings(
                listen,
                cores,
                cpuList,
                ioWorkers,
                queueDepth,
                bufferMemory,
                busyPollMicros,
                maxSessions,
                zeroCopyThreshold,
                pingAfterSeconds,
                pingTimeoutSeconds,
                pace,
                limits,
                rules,
                stateDirectory);
    }

    public ServerSettings withStateDirectory(Path directory) {
        return new ServerSettings(
                listen,
                cores,
                cpuList,
                ioWorkers,
                queueDepth,
                bufferMemory,
                busyPollMicros,
                maxSessions,
                zeroCopyThreshold,
                pingAfterSeconds,
                pingTimeoutSeconds,
                pace,
                limits,
                discoveryAuthentication,
                directory);
    }

    private static void check(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + ": " + value + " is not within " + min + " to " + max);
        }
    }
}
