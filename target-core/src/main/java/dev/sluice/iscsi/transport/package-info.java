/**
 * PDUs over TCP: bytes into PDUs and PDUs into bytes, on the ring of a loop.
 *
 * <p>A {@link dev.sluice.iscsi.transport.SocketIo} belongs to one loop thread. It receives large payloads where their consumer
 * wants them, gathers PDUs to send into one operation a turn, and knows digests and lengths; it does not know
 * the meaning of a PDU. Sockets and listening sockets are interfaces; a server uses those of the ring.
 */
package dev.sluice.iscsi.transport;
