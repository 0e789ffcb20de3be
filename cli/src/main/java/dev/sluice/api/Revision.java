package dev.sluice.api;

import dev.sluice.config.Configuration;

/**
 * What is served at a time.
 *
 * @param number grows with each change while a daemon runs
 */
public record Revision(long number, Configuration configuration) {}
