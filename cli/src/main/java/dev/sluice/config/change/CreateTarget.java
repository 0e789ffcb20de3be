package dev.sluice.config.change;

import dev.sluice.config.Configuration;
import dev.sluice.config.Lists;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import dev.sluice.config.change.ChangeRefused.Reason;
import java.util.List;

/**
 * Makes a target with portal group 1, which is reached by all addresses of the machine.
 *
 * @param name its iSCSI name; null for a new one
 * @param alias what people call it, or null
 */
public record CreateTarget(String name, String alias) implements Change {
    @Override
    public Configuration applyTo(Configuration before) throws ChangeRefused {
        if (name != null && before.target(name) != null) {
            throw new ChangeRefused(Reason.EXISTS, "there is a target /iscsi/" + name + " already");
        }
        PortalGroup group = PortalGroup.of(1).withPortals(List.of(new Portal("0.0.0.0", Portal.USUAL_PORT)));
        Target target = new Target(name == null ? NewNames.target() : name, alias, List.of(group));
        return before.withTargets(Lists.with(before.targets(), target));
    }
}
