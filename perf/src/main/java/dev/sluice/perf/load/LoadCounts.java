package dev.sluice.perf.load;

import org.HdrHistogram.Histogram;

/** The counts of a thread. Its thread, and others after its end. */
final class LoadCounts {
    private static final int LONGEST_MEASURED_SECONDS = 120;

    private final Histogram latencyNs = new Histogram(LONGEST_MEASURED_SECONDS * 1_000_000_000L, 3);
    private boolean measuring;
    private long open;
    private long commands;
    private long errors;

    /** Begins or ends the time in which latencies are recorded. */
    void measure(boolean value) {
        measuring = value;
    }

    void began() {
        open++;
    }

    void completed(long latency, boolean good) {
        open--;
        commands++;
        if (!good) {
            errors++;
        }
        if (measuring) {
            latencyNs.recordValue(Math.min(latency, latencyNs.getHighestTrackableValue()));
        }
    }

    /** Commands that have begun and not completed. */
    long open() {
        return open;
    }

    /** Latencies of the measured commands in nanoseconds. */
    Histogram latencyNs() {
        return latencyNs;
    }

    /** All completed commands, including those of the warm-up. */
    long commands() {
        return commands;
    }

    /** Commands of any time that did not end with status GOOD. */
    long errors() {
        return errors;
    }
}
