package dev.sluice.api;

import dev.sluice.config.Configuration;

/** The configuration that is served, by number.
 *
 * @param number grows with each change while a daemon runs
 */
public record Revision(long number, Configuration configuration) {}
