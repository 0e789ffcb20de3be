/**
 * A fuzzer of the iSCSI protocol: PDUs that are almost right, from a seed, on many connections at once, before and after login, beside a
 * session that behaves. Run by hand and by scripts against a server that is not in use; one thread for each connection. Knows the protocol's
 * numbers of {@code iscsi.pdu} and nothing else of the target's code.
 */
package dev.sluice.perf.fuzz;
