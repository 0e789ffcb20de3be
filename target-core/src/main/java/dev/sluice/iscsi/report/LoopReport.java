package dev.sluice.iscsi.report;

import org.HdrHistogram.Histogram;

/**
 * Counts of a loop since it started.
 *
 * @param loop the loop's index
 * @param reads commands that ended which had data for the initiator
 * @param writes commands that ended which had data from the initiator
 * @param others commands that ended without data
 * @param readBytes data of those reads, as the initiator expected them
 * @param writtenBytes data of those writes, as the initiator announced them
 * @param cpuNanos CPU time of the loop's thread
 * @param allocatedBytes bytes that the loop's thread has allocated on the Java heap
 * @param latency nanoseconds from a command's header to its status, of all commands; a copy
 */
public record LoopReport(
        int loop,
        long reads,
        long writes,
        long others,
        long readBytes,
        long writtenBytes,
        long cpuNanos,
        long allocatedBytes,
        Histogram latency) {}
