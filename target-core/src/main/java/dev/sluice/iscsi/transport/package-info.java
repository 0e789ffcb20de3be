/**
 * PDUs over TCP: bytes into PDUs and PDUs into bytes, on the ring of a loop.
 *
 * <p>A {@link dev.sluice.iscsi.transport.SocketIo} belongs to one loop thread. It receives large payloads where their consumer
 * wants them, gathers what is to be sent into one operation a turn, and knows digests and lengths; it does not know
 * what a PDU means.
 */
package dev.sluice.iscsi.transport;
