/**
 * A load generator for iSCSI targets: open or closed loop, latencies in HdrHistograms.
 *
 * <p>Run from the command line ({@code scripts/load}), and by {@code scripts/bench}. A thread drives its share of the sessions and
 * shares nothing with other threads. It speaks just enough iSCSI to load a target. Of the target's code it has the numbers of
 * {@code iscsi.pdu}, which the compiler copies, and runs no class: what is measured must not measure itself.
 */
package dev.sluice.perf.load;
