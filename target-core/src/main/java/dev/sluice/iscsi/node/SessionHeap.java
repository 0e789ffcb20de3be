package dev.sluice.iscsi.node;

import dev.sluice.io.memory.HeapPool;
import dev.sluice.io.memory.HeapShare;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.login.LoginStatus;

/**
 * Share of the Java heap of a session: the objects of as many commands as its window has, which it keeps once they are made, and the data
 * that its commands gather before they begin. Where many sessions have taken most of the heap new sessions have a shorter window.
 */
final class SessionHeap {
    /** Bytes that an initiator can always have gathered: for COMPARE AND WRITE, mode pages and the like. */
    static final int GUARANTEED_BYTES = 16 << 10;

    /** The objects of a command that reads and writes, which are 2.6 KiB as measured, and room for other activities, in bytes. */
    static final int COMMAND_BYTES = 4 << 10;

    /** The session itself, its connections and what it knows of logical units, in bytes. */
    private static final int SESSION_BYTES = 16 << 10;

    /** A window is no shorter, unless the administrator wants it so. */
    private static final int LEAST_DEPTH = 8;

    /** The heap of a session with the shortest window, in bytes. */
    static final int LEAST_BYTES = SESSION_BYTES + LEAST_DEPTH * COMMAND_BYTES + GUARANTEED_BYTES;

    /** Commands of one session take one part in so many of what is left at most. */
    private static final int PART_OF_REST = 8;

    private SessionHeap() {}

    /**
     * Number of commands that a new session may have open: {@code most}, or the half, a quarter … of it.
     *
     * @param laterSessions number of sessions that may still come after this one: the least is left for each, or half of the heap where there is not as
     *     much
     */
    static int depth(HeapPool pool, int most, int laterSessions) {
        long unpromised = pool.unpromised();
        long leastOfLater = (long) laterSessions * LEAST_BYTES;
        long rest = unpromised - (leastOfLater < unpromised ? leastOfLater : unpromised / 2);
        int depth = most;
        while (depth / 2 >= LEAST_DEPTH && (long) depth * COMMAND_BYTES > rest / PART_OF_REST) {
            depth /= 2;
        }
        return depth;
    }

    static HeapShare open(HeapPool pool, int depth) throws LoginFailure {
        HeapShare share = pool.open(SESSION_BYTES + (long) depth * COMMAND_BYTES, GUARANTEED_BYTES);
        if (share == null) {
            throw new LoginFailure(
                    LoginStatus.OUT_OF_RESOURCES,
                    "no heap for another session: more sessions need a larger one, such as SLUICE_JAVA_OPTS=-Xmx1g");
        }
        return share;
    }
}
