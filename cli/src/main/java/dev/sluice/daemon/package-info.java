/**
 * The daemon: owns the configuration, carries out its changes on a running server as a whole or not at all, and saves the acknowledged ones.
 *
 * <p>Changes are made by one thread at a time, any of its callers; reads do not wait. Knows configurations, the API that
 * it answers, and the server; knows nothing of command lines.
 */
package dev.sluice.daemon;
