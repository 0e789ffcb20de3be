/**
 * Opens backstores of a configuration as logical units of a server.
 *
 * <p>Called by the daemon and by {@code sluice serve}, on the thread that carries out a change. Knows devices and the settings of logical
 * units; knows no server.
 */
package dev.sluice.daemon.backstore;
