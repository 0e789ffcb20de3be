package dev.sluice.api;

import java.time.Instant;

/**
 * A configuration that was saved.
 *
 * @param number grows with each
 * @param time when it was saved
 * @param summary what is in it, in words
 */
public record SavedVersionInfo(int number, Instant time, String summary) {}
