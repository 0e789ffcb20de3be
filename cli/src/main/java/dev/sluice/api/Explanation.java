package dev.sluice.api;

import java.time.Instant;
import java.util.List;

/** Explanation of the state of a node, an initiator, a target or a session.
 *
 * @param about subject of the question
 * @param findings decisions about it, the newest last
 * @param now state at this moment, in sentences
 */
public record Explanation(String about, List<Finding> findings, List<String> now) {
    /** A decision, in words. */
    public record Finding(Instant time, String text) {}
}
