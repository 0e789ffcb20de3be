package dev.sluice.perf.load;

/**
 * The load on a target.
 *
 * @param random addresses at random, or in sequence
 * @param readPercent reads among a hundred commands; the rest are writes
 * @param blockBytes bytes a command
 * @param depth commands outstanding a connection, at most
 * @param ratePerSecond commands a second and connection that are meant to start (open loop), 0 for as many as go
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
        int depth,
        double ratePerSecond,
        long regionBytes,
        long warmUpNs,
        long measureNs,
        long spinNs,
        boolean digests) {}
