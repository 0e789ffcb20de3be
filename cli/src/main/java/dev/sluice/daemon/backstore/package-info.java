/**
 * From a backstore of a configuration to a logical unit that a server can have.
 *
 * <p>Called by the daemon and by {@code sluice serve}, on the thread that carries out a change. Knows devices and the settings of logical
 * units; knows no server.
 */
package dev.sluice.daemon.backstore;
