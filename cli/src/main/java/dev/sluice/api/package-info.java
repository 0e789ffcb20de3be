/**
 * The protocol of the daemon: JSON over HTTP/1.1, under /v1, on a Unix socket or over TLS; its server and its client.
 *
 * <p>The server's threads call {@link dev.sluice.api.Administration}; clients are the shell and any program that speaks HTTP. Knows
 * configurations, and no server that serves them.
 */
package dev.sluice.api;
