/**
 * The protocol of the daemon: JSON over HTTP/1.1, under /v1, on a Unix socket or over TLS; its server and its client.
 *
 * <p>The server's threads call {@link dev.sluice.api.Administration}; clients are the shell and whoever speaks HTTP. Knows configurations,
 * and not what a daemon does of them.
 */
package dev.sluice.api;
