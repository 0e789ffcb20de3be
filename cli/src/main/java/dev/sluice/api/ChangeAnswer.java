package dev.sluice.api;

import dev.sluice.config.Difference;
import java.util.List;

/**
 * What a request did, or would do.
 *
 * @param revision of what is served after it
 * @param differences to what was served before, in the order of the tree
 * @param saved whether it is saved
 */
public record ChangeAnswer(long revision, List<Difference> differences, boolean saved) {}
