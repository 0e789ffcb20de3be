package dev.sluice.cli;

import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.iscsi.session.TransferPace;
import dev.sluice.target.ServerSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * The tuning of a server, with every default filled in.
 *
 * @param cores event loops, at least 1
 * @param cpus the core of each loop in turn, or empty where the scheduler chooses
 * @param ioWorkers disk worker threads, 0 for inline
 * @param queueDepth commands that a session may have open
 * @param ioDepth operations in flight per disk and loop
 * @param bufferBytes memory for data, all loops together
 * @param busyPollMicros the time that a loop spins before it sleeps
 * @param maxSessions sessions at once
 * @param pace the pace at which initiators have to take and to send data
 * @param zeroCopyBytes the length from which on data are sent without the kernel's copy; 0 for never
 */
record ServerTuning(
        int cores,
        List<Integer> cpus,
        int ioWorkers,
        int queueDepth,
        int ioDepth,
        long bufferBytes,
        int busyPollMicros,
        int maxSessions,
        TransferPace pace,
        int zeroCopyBytes) {
    /**
     * Returns the settings of a server with this tuning.
     *
     * @param listen the addresses on which it listens, in addition to those of its targets
     * @param stateDirectory the directory for data that outlive a restart, or null
     */
    ServerSettings server(
            List<InetSocketAddress> listen,
            KeepAlive keepAlive,
            TargetLimits limits,
            AuthenticationRules discovery,
            Path stateDirectory) {
        return ServerSettings.builder()
                .listen(listen)
                .cores(cores)
                .cpuList(cpus)
                .ioWorkers(ioWorkers)
                .queueDepth(queueDepth)
                .bufferMemory(bufferBytes)
                .busyPollMicros(busyPollMicros)
                .maxSessions(maxSessions)
                .zeroCopyThreshold(zeroCopyBytes)
                .keepAlive(keepAlive)
                .pace(pace)
                .limits(limits)
                .discoveryAuthentication(discovery)
                .stateDirectory(stateDirectory)
                .build();
    }
}
