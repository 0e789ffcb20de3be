package dev.sluice.config.file;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A configuration that was saved and is kept.
 *
 * @param number grows with each
 * @param time when it was saved
 * @param summary what was new in it, in words; empty where that is not known
 * @param file where it is
 */
public record SavedVersion(int number, Instant time, String summary, Path file) {}
