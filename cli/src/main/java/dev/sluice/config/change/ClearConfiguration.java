package dev.sluice.config.change;

import dev.sluice.config.Configuration;
import dev.sluice.config.change.ChangeRefused.Reason;

/**
 * Deletes all backstores and targets.
 *
 * @param confirm must be true
 */
public record ClearConfiguration(boolean confirm) implements Change {
    @Override
    public Configuration applyTo(Configuration before) throws ChangeRefused {
        if (!confirm) {
            throw new ChangeRefused(Reason.IN_USE, "this deletes all targets and backstores: write confirm=true");
        }
        return before.emptied();
    }
}
