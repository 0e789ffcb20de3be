package dev.sluice.perf.hostile;

import java.net.InetSocketAddress;

/**
 * The addresses and targets of the attacks.
 *
 * @param api the TCP address of the API, or null
 * @param open a target that anybody may log in to, with two LUNs of 64 MiB at least
 * @param guarded a target that demands CHAP
 */
record Targets(InetSocketAddress iscsi, InetSocketAddress api, String open, String guarded) {}
