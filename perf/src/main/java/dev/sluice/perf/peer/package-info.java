/**
 * Initiators made by hand: PDUs whose fields can be anything, connections that send them, and sessions that behave and notice how long
 * they wait and whether their data come back. Used by the programs that attack a server and by those that watch it meanwhile; one
 * thread for each session. Knows the protocol's numbers of {@code iscsi.pdu} and nothing else of the target's code.
 */
package dev.sluice.perf.peer;
