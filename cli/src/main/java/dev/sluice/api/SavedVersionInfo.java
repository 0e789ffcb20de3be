package dev.sluice.api;

import java.time.Instant;

/**
 * A saved version of the configuration.
 *
 * @param number grows with each
 * @param time of the save
 * @param summary summary of its changes
 */
public record SavedVersionInfo(int number, Instant time, String summary) {}
