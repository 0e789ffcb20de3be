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
 * @param force whether it may become smaller, and lose what lies beyond its new end
 */
public record ResizeBackstore(Node.OneBackstore backstore, long size, boolean force) implements Change {
    @Override
    public Configuration applyTo(Configuration before) throws ChangeRefused {
        Backstore old = NodeReplacement.backstore(
                before, NodeReplacement.needed(backstore, "backstore").id());
        switch (old.type()) {
            case BLOCK, PSCSI ->
                throw new ChangeRefused(
                        Reason.INVALID,
                        backstore + " has the size of its device: make that larger, and initiators are told");
            case FILEIO, RAMDISK, NULL -> {
                if (!force && old.size() != null && size < old.size()) {
                    throw new ChangeRefused(
                            Reason.IN_USE,
                            backstore + " has " + old.size() + " bytes: what lies beyond " + size
                                    + " would be lost; with --force it is");
                }
            }
        }
        return NodeReplacement.put(before, old, old.withSize(size));
    }
}
