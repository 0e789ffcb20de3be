/**
 * Proof that no initiator suffers from another: attacks on a server, all at once, beside sessions that behave and notice how long they
 * wait; and what the server holds before and after. {@link dev.sluice.perf.hostile.Hostile} conducts, in a process of its own, and starts
 * {@link dev.sluice.perf.hostile.Attackers} in another with less priority. Run by scripts/hostile. Knows the protocol's numbers
 * of {@code iscsi.pdu} and nothing else of the target's code.
 */
package dev.sluice.perf.hostile;
