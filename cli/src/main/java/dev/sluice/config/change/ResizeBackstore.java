package dev.sluice.config.change;

import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.change.ChangeRefused.Reason;

/**
 * Gives a backstore another size.
 *
 * @param backstore a file or memory; the size of a device is its own
 * @param size in bytes
 * @param force lets it become smaller and lose the data beyond its new end
 */
public record ResizeBackstore(Node.OneBackstore backstore, long size, boolean force) implements Change {
    @Override
    public Configuration applyTo(Configuration before) throws ChangeRefused {
        Backstore old = NodeReplacement.backstore(
                before, NodeReplacement.needed(backstore, "backstore").id());
        if (!old.type().takes(Backstore.SIZE, size)) {
            throw new ChangeRefused(
                    Reason.INVALID,
                    backstore + " has the size of its device: enlarge the device, and initiators are told");
        }
        if (!force && old.size() != null && size < old.size()) {
            throw new ChangeRefused(
                    Reason.IN_USE,
                    backstore + " has " + old.size() + " bytes: the data beyond " + size
                            + " would be lost. Use --force to shrink it.");
        }
        return NodeReplacement.put(before, old, old.with(Backstore.SIZE, size));
    }
}
