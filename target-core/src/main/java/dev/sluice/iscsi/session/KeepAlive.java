package dev.sluice.iscsi.session;

/**
 * When an initiator that is silent is asked whether it is there, RFC 7143 11.19.
 *
 * @param afterSeconds how long a connection may be silent before the target pings it, 1 to 3,600
 * @param timeoutSeconds how long the initiator may take to answer before its connection is closed, 1 to 3,600
 */
public record KeepAlive(int afterSeconds, int timeoutSeconds) {}
