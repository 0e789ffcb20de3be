package dev.sluice.api;

import dev.sluice.config.Node;

/**
 * What to go back to.
 *
 * @param version the number of a saved version; null for the one before the newest
 * @param node what to bring back from it, with all below; null for everything
 * @param dryRun whether only to say what would change
 * @param force whether what initiators use may go
 */
public record RestoreRequest(Integer version, Node node, boolean dryRun, boolean force) {}
