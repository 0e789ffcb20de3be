package dev.sluice.target;

import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.node.IscsiServer;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.iscsi.session.TransferPace;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * Settings of a server, made by a {@link Builder}. Immutable.
 *
 * @param listen addresses that it listens on from start to end, by which portal groups without portals are reached; port 0 takes a free one
 * @param cores number of event loops, at least 1
 * @param cpuList cores to pin the loops and then the workers to, in their order; threads beyond its end are left to the scheduler
 * @param ioWorkers number of threads for disk I/O; 0 does it on the event loops
 * @param queueDepth commands that a session may have open, 1 to 4,096
 * @param bufferMemory bytes for the data of all loops together
 * @param busyPollMicros time that an idle loop spins before it sleeps, in microseconds; 0 sleeps at once
 * @param maxSessions sessions at a time
 * @param zeroCopyThreshold sends of at least this many bytes are not copied by the kernel; 0 for never
 * @param keepAlive pings of silent initiators, 1 to 3,600 s
 * @param pace at which initiators have to take and to send data
 * @param limits of the values that logins are offered
 * @param discoveryAuthentication rules for initiators that only want to know the targets
 * @param stateDirectory directory of all that has to outlive a loss of power, such as persistent reservations; null for none
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
        KeepAlive keepAlive,
        TransferPace pace,
        TargetLimits limits,
        AuthenticationRules discoveryAuthentication,
        Path stateDirectory) {
    /** Part of {@link #bufferMemory} that each session is sure to get, in bytes: a login that cannot be promised as much is refused. */
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
        check("seconds before a ping", keepAlive.afterSeconds(), 1, 3600);
        check("ping timeout", keepAlive.timeoutSeconds(), 1, 3600);
        if (bufferMemory < minBufferMemory(cores)) {
            throw new IllegalArgumentException("buffer memory of " + bufferMemory + " bytes: " + cores
                    + " loops need at least " + minBufferMemory(cores));
        }
    }

    /** Settings of a server on one address with one loop and the defaults: a start for tests and embedding. */
    public static ServerSettings on(InetSocketAddress address) {
        return builder().listen(List.of(address)).build();
    }

    /** A builder with the defaults: one loop, no address. */
    public static Builder builder() {
        return new Builder();
    }

    /** The core for the thread of that number, loops first and workers after them, or -1 for any. */
    int cpuOf(int thread) {
        return thread < cpuList.size() ? cpuList.get(thread) : -1;
    }

    /** The least buffer memory that {@code cores} loops run with, in bytes: 8 MiB each. */
    public static long minBufferMemory(int cores) {
        return cores * (8L << 20);
    }

    private static void check(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + ": " + value + " is not within " + min + " to " + max);
        }
    }

    /** Settings in the making. One thread. */
    public static final class Builder {
        private List<InetSocketAddress> listen = List.of();
        private int cores = 1;
        private List<Integer> cpuList = List.of();
        private int ioWorkers;
        private int queueDepth = 128;
        private long bufferMemory = 128L << 20;
        private int busyPollMicros;
        private int maxSessions = 256;
        private int zeroCopyThreshold;
        private KeepAlive keepAlive = new KeepAlive(15, 30);
        private TransferPace pace = TransferPace.DEFAULT;
        private TargetLimits limits = TargetLimits.DEFAULT;
        private AuthenticationRules discoveryAuthentication = AuthenticationRules.NONE;
        private Path stateDirectory;

        private Builder() {}

        public Builder listen(List<InetSocketAddress> value) {
            listen = value;
            return this;
        }

        public Builder cores(int value) {
            cores = value;
            return this;
        }

        public Builder cpuList(List<Integer> value) {
            cpuList = value;
            return this;
        }

        public Builder ioWorkers(int value) {
            ioWorkers = value;
            return this;
        }

        public Builder queueDepth(int value) {
            queueDepth = value;
            return this;
        }

        public Builder bufferMemory(long value) {
            bufferMemory = value;
            return this;
        }

        public Builder busyPollMicros(int value) {
            busyPollMicros = value;
            return this;
        }

        public Builder maxSessions(int value) {
            maxSessions = value;
            return this;
        }

        public Builder zeroCopyThreshold(int value) {
            zeroCopyThreshold = value;
            return this;
        }

        public Builder keepAlive(KeepAlive value) {
            keepAlive = value;
            return this;
        }

        public Builder pace(TransferPace value) {
            pace = value;
            return this;
        }

        public Builder limits(TargetLimits value) {
            limits = value;
            return this;
        }

        public Builder discoveryAuthentication(AuthenticationRules value) {
            discoveryAuthentication = value;
            return this;
        }

        public Builder stateDirectory(Path value) {
            stateDirectory = value;
            return this;
        }

        /** @throws IllegalArgumentException if a value is out of its range */
        public ServerSettings build() {
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
                    keepAlive,
                    pace,
                    limits,
                    discoveryAuthentication,
                    stateDirectory);
        }
    }
}
