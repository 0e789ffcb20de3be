/**
 * Messages to systemd, received on a real datagram socket.
 *
 * <p>Run by JUnit; the socket's loop is Netty's. It knows the notifier alone.
 */
package dev.sluice.systemd;
