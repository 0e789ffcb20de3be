package dev.sluice.perf.load;

/**
 * The times of a run, in nanoseconds of the monotonic clock. In an open loop, the sessions of a thread start their commands in turn.
 *
 * @param startNs the first command
 * @param measureFromNs the begin of the measured time
 * @param endNs the end of the measured time, after which no command starts
 * @param periodNs time between two starts of a session; 0 in a closed loop
 * @param sessions of the thread
 */
record Schedule(long startNs, long measureFromNs, long endNs, double periodNs, int sessions) {
    static Schedule of(Workload load, long startNs, int sessions) {
        long measureFromNs = startNs + load.warmUpNs();
        return new Schedule(startNs, measureFromNs, measureFromNs + load.measureNs(), load.periodNs(), sessions);
    }

    /** The planned start of a session's command, both counted from 0. */
    long plannedNs(int session, long command) {
        return startNs + (long) ((command + (double) session / sessions) * periodNs);
    }

    boolean isOpenLoop() {
        return periodNs > 0;
    }
}
