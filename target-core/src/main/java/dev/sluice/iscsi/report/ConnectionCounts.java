package dev.sluice.iscsi.report;

/**
 * Counts of what connections hold of a server.
 *
 * @param sessions discovery included
 * @param strangers connections that have not logged in
 * @param inDiscovery connections in discovery
 * @param lent pieces of memory and send batches that loops have lent to connections
 */
public record ConnectionCounts(int sessions, int strangers, int inDiscovery, int lent) {}
