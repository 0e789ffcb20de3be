package dev.sluice.api;

import java.time.Instant;
import java.util.List;

/**
 * Why something is as it is.
 *
 * @param about what was asked about
 * @param findings decisions about it, the newest last
 * @param now how it is at this moment, in sentences
 */
public record Explanation(String about, List<Finding> findings, List<String> now) {
    /** A decision, in words. */
    public record Finding(Instant time, String text) {}
}
