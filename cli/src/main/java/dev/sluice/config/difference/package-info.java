/**
 * The differences of two configurations, node by node and in words.
 *
 * <p>Used by the daemon for its answers and by commands that show what would change. Any thread. Knows neither files nor servers.
 */
package dev.sluice.config.difference;
