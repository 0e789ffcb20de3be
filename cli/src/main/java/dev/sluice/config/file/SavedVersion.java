package dev.sluice.config.file;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A kept version of the saved configuration.
 *
 * @param number grows with each
 * @param time the time of the save
 * @param summary its changes, in words; empty if they are not known
 * @param file its file
 */
public record SavedVersion(int number, Instant time, String summary, Path file) {}
