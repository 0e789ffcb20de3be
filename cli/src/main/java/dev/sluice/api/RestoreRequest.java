package dev.sluice.api;

import dev.sluice.config.Node;

/** A version, or a node of it, to restore.
 *
 * @param version the number of a saved version; null for the one before the newest
 * @param node node to bring back from it, with all below; null for everything
 * @param dryRun true to return the changes without carrying them out
 * @param force true to allow the loss of what initiators use
 */
public record RestoreRequest(Integer version, Node node, boolean dryRun, boolean force) {}
