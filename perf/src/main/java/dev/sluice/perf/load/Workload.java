package dev.sluice.perf.load;

/**
 * What to ask of the target.
 *
 * @param random addresses at random, or in sequence
 * @param readPercent how many of a hundred commands read, the rest write
 * @param blockBytes bytes a command
 * @param depth commands outstanding a connection, at most
 * @param ratePerSecond commands a second and connection that are meant to start (open loop), 0 for as many as go
 *     (closed loop)
 * @param regionBytes only so much of the disk, from its start, is touched; 0 for all
 * @param warmUpNs time before anything is counted
 * @param measureNs time that is counted
 * @param spinNs how long a thread polls its socket before it sleeps
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
