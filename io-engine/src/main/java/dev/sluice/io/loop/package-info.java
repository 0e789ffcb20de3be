/**
 * The event loops: one thread, one io_uring and one set of buffers each, for sockets and disks alike.
 *
 * <p>Protocols and devices register handles with a loop and are called back on its thread. It knows rings, threads and
 * cores; it knows neither block devices nor sessions. {@link dev.sluice.io.loop.IoLoop} is an interface, so that simulations can have their own.
 */
package dev.sluice.io.loop;
