package dev.sluice.iscsi.session;

/**
 * Keep-alive by NOP-In pings of a silent initiator, RFC 7143 11.19.
 *
 * @param afterSeconds seconds of silence before the target pings a connection, 1 to 3,600
 * @param timeoutSeconds seconds for the answer before the connection is closed, 1 to 3,600
 */
public record KeepAlive(int afterSeconds, int timeoutSeconds) {}
