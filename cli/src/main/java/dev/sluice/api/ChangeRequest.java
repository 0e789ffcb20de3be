package dev.sluice.api;

import dev.sluice.config.change.Change;
import java.util.List;

/**
 * Changes to be carried out together.
 *
 * @param id the client's own name for the request, 1 to 64 characters, or null: a repetition gets the first answer
 * @param force true to allow the loss of what initiators use
 * @param dryRun true to return the changes without carrying them out
 * @param changes in their order
 */
public record ChangeRequest(String id, boolean force, boolean dryRun, List<Change> changes) {}
