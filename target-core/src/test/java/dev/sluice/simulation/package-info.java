/**
 * A simulation of loops, clocks, sockets and disks, in which a whole target and its initiators run on one thread from a seed.
 *
 * <p>Used by tests. The thread of the test runs everything: it steps the simulation while it waits. Time is virtual, and the same seed gives the same run. It
 * knows the seams of the server and nothing of iSCSI, but for {@link dev.sluice.simulation.SimulatedTarget}.
 */
package dev.sluice.simulation;
