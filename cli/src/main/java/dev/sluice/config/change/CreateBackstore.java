package dev.sluice.config.change;

import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.SharedLists;
import dev.sluice.config.change.ChangeRefused.Reason;

/**
 * Creates a backstore.
 *
 * @param backstore the backstore; without a serial number it gets a new one
 */
public record CreateBackstore(Backstore backstore) implements Change {
    @Override
    public Configuration applyTo(Configuration before) throws ChangeRefused {
        if (backstore == null || backstore.type() == null || backstore.name() == null) {
            throw new ChangeRefused(Reason.INVALID, "a backstore needs a type and a name");
        }
        if (before.backstore(backstore.id()) != null) {
            throw new ChangeRefused(Reason.EXISTS, "there is a backstore /backstores/" + backstore.id() + " already");
        }
        return before.withBackstores(SharedLists.with(before.backstores(), IdentityCompletion.kept(backstore, null)));
    }
}
