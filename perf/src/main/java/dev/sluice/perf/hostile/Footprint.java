package dev.sluice.perf.hostile;

/**
 * The resources of a server in use.
 *
 * @param sessions that it counts itself
 * @param connections to its iSCSI port that are not closed
 * @param descriptors open files and sockets
 * @param heapBytes that are reachable
 * @param residentBytes in memory, the whole heap included
 */
record Footprint(int sessions, int connections, int descriptors, int threads, long heapBytes, long residentBytes) {
    /** True where all is closed that is not open in {@code other}: what takes memory is not looked at. */
    boolean isClosedAs(Footprint other) {
        return sessions <= other.sessions
                && connections <= other.connections
                && descriptors <= other.descriptors
                && threads <= other.threads;
    }
}
