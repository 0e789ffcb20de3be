/**
 * The protocol on the wire: HTTP/1.1 with JSON, its server and its client.
 *
 * <p>The server reads and writes on one network thread of its own and calls {@link dev.sluice.api.Administration} on a few others. A client
 * belongs to one thread. All input is bounded: connections, headers, bodies, time.
 */
package dev.sluice.api.http;
