package dev.sluice.perf.load;

import java.io.IOException;

/**
 * The use of a server in the measured time.
 *
 * @param cpuNs CPU time of its process, or -1
 * @param allocatedBytes bytes that its threads allocated on the Java heap, or -1
 * @param contextSwitches of its threads, or -1
 */
record ServerUse(long cpuNs, long allocatedBytes, long contextSwitches) {
    static final ServerUse UNKNOWN = new ServerUse(-1, -1, -1);

    /** Returns the totals of a server until now. */
    static ServerUse of(ServerProbe probe) throws IOException {
        return new ServerUse(probe.cpuNs(), probe.allocatedBytes(), probe.contextSwitches());
    }

    /** Returns the use from {@code before} until these totals. */
    ServerUse since(ServerUse before) {
        return new ServerUse(
                cpuNs - before.cpuNs,
                allocatedBytes < 0 ? -1 : allocatedBytes - before.allocatedBytes,
                contextSwitches - before.contextSwitches);
    }
}
