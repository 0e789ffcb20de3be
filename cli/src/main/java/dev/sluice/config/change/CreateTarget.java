package dev.sluice.config.change;

import dev.sluice.config.Configuration;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Rules;
import dev.sluice.config.SharedLists;
import dev.sluice.config.Target;
import dev.sluice.config.change.ChangeRefused.Reason;
import java.util.List;

/**
 * Creates a target with portal group 1. Its portal listens on all addresses of the machine or, if other targets listen on single
 * addresses, on the first of those.
 *
 * @param name its iSCSI name; null for a new one
 * @param alias its name for people, or null
 * @param portal the address of its portal, as in {@code 192.0.2.1:3261}; {@code none} for no portal; null for the usual one, or for
 *      none if the configuration gives new targets none
 */
public record CreateTarget(String name, String alias, String portal) implements Change {
    private static final String NONE = "none";
    private static final List<String> ALL = List.of("0.0.0.0", "::");

    public CreateTarget(String name, String alias) {
        this(name, alias, null);
    }

    @Override
    public Configuration applyTo(Configuration before) throws ChangeRefused {
        if (name != null && before.target(name) != null) {
            throw new ChangeRefused(Reason.EXISTS, "there is a target /iscsi/" + name + " already");
        }
        String unfit = name == null ? null : Rules.unfitForNewTarget(name);
        if (unfit != null) {
            throw new ChangeRefused(Reason.INVALID, unfit);
        }
        PortalGroup group = PortalGroup.of(1).withPortals(given(before));
        Target target = new Target(name == null ? NewNames.target() : name, alias, List.of(group));
        return before.withTargets(SharedLists.with(before.targets(), target));
    }

    private List<Portal> given(Configuration before) throws ChangeRefused {
        try {
            return portal == null
                    ? before.addsPortals() ? portals(before) : List.of()
                    : portal.equals(NONE) ? List.of() : List.of(Portal.parse(portal, Portal.USUAL_PORT));
        } catch (IllegalArgumentException e) {
            throw new ChangeRefused(Reason.INVALID, e.getMessage());
        }
    }

    /** The usual portal. A portal on all addresses is not possible beside one on a single address. */
    private static List<Portal> portals(Configuration before) {
        return before.targets().stream()
                .flatMap(target -> target.portalGroups().stream())
                .map(group -> group.portals().stream()
                        .filter(portal -> portal.port() == Portal.USUAL_PORT && !ALL.contains(portal.address()))
                        .toList())
                .filter(portals -> !portals.isEmpty())
                .findFirst()
                .orElse(List.of(new Portal("0.0.0.0", Portal.USUAL_PORT)));
    }
}
