/**
 * Foreign configurations, to and from Sluice's: what is common to all of them. Each has a package below.
 *
 * <p>Called by the commands {@code import} and {@code export}, on any one thread. Knows the configuration only: no server is asked, and
 * no device is opened. What has no counterpart is a {@link dev.sluice.migrate.Finding}; nothing is dropped without one.
 */
package dev.sluice.migrate;
