/**
 * An iSCSI initiator for tests, written from RFC 7143 and independent of the server's own codec.
 *
 * <p>Called by tests, one thread a session. It judges the target strictly: numbering, order, lengths and residuals that
 * the standard forbids end in a {@link ProtocolViolation}. It can also send what is malformed, on purpose. It must not
 * know the server's classes: a mistake in them must not hide here, too.
 */
package dev.sluice.initiator;
