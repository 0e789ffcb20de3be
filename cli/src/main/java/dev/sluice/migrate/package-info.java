/**
 * Conversion of foreign configurations to and from Sluice's: the common part. Each program has a package below.
 *
 * <p>Called by the commands {@code import} and {@code export}, on any one thread. Knows the configuration only: no server is asked, and
 * no device is opened. An element without a counterpart becomes a {@link dev.sluice.migrate.Finding}; none is dropped without one.
 */
package dev.sluice.migrate;
