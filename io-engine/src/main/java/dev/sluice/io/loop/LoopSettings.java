package dev.sluice.io.loop;

/**
 * Settings of a loop.
 *
 * @param cpu the core to run on, or -1 to leave it to the scheduler
 * @param transferBytes memory for {@link IoLoop#transferBuffers()}, a multiple of 2 MiB
 * @param solicitedBytes memory for {@link IoLoop#solicitedBuffers()}, a multiple of 2 MiB
 * @param busyPollNanos longest time to poll, where polling pays, before the thread sleeps; 0 sleeps at once
 */
public record LoopSettings(int cpu, long transferBytes, long solicitedBytes, long busyPollNanos) {}
