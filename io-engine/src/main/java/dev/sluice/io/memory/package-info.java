/**
 * Off-heap buffers for disk and network I/O: pools that are allocated once, the shares of their users, size classes.
 *
 * <p>Called by devices and protocols on the loop thread that owns the pool; nothing here is shared between threads. It
 * knows neither files nor sockets.
 */
package dev.sluice.io.memory;
