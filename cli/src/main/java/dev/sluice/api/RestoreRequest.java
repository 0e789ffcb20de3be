package dev.sluice.api;

import dev.sluice.config.Node;

/** Version or node to go back to.
 *
 * @param version the number of a saved version; null for the one before the newest
 * @param node node to bring back from it, with all below; null for everything
 * @param dryRun true only to say what would change
 * @param force true to allow the loss of what initiators use
 */
public record RestoreRequest(Integer version, Node node, boolean dryRun, boolean force) {}
