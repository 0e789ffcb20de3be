package dev.sluice.api;

import dev.sluice.config.Configuration;

/** The served configuration with its number.
 *
 * @param number grows with each change while a daemon runs
 */
public record Revision(long number, Configuration configuration) {}
