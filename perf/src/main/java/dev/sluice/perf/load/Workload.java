package dev.sluice.perf.load;

/**
 * The load on a target.
 *
 * @param random addresses at random, or in sequence
 * @param readPercent reads among a hundred commands; the rest are writes
 * @param blockBytes bytes a command
 * @param connections sessions, at least 1
 * @param luns LUNs that the commands of each session are shared out to, at least 1
 * @param depth limit of open commands of a session
 * @param ratePerSecond commands a second that are meant to start in each session (open loop), 0 for as many as possible
 *     (closed loop)
 * @param regionBytes only so much of the disk, from its start, is touched; 0 for all
 * @param warmUpNs time before anything is counted
 * @param measureNs time that is counted
 * @param spinNs nanoseconds in which an idle thread polls its socket before it sleeps
 * @param digests header and data digests
 */
record Workload(
        boolean random,
        int readPercent,
        int blockBytes,
        int connections,
        int luns,
        int depth,
        double ratePerSecond,
        long regionBytes,
        long warmUpNs,
        long measureNs,
        long spinNs,
        boolean digests) {
    /** Time between two starts of a session in nanoseconds, 0 in a closed loop. */
    double periodNs() {
        return ratePerSecond == 0 ? 0 : 1e9 / ratePerSecond;
    }

    /** Bytes that a command can send after its header: 0 if all commands are reads. */
    int writtenBytes() {
        return readPercent == 100 ? 0 : blockBytes;
    }
}
