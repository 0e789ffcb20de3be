package dev.sluice.daemon;

import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import java.util.HashSet;
import java.util.Set;

/**
 * State of a server, present or intended.
 *
 * @param configuration that is served
 * @param missing nodes of it that are not served because the machine does not have what they name: backstores, portals, groups whose secrets
 *     cannot be read, and {@link Node.Targets} for discovery
 */
record ServedConfiguration(Configuration configuration, Set<Node> missing) {
    /** State of a server that has just been started. */
    static final ServedConfiguration NOTHING = new ServedConfiguration(Configuration.EMPTY, Set.of());

    ServedConfiguration {
        missing = Set.copyOf(missing);
    }

    /** The state with another configuration, and the missing nodes that it still names. */
    ServedConfiguration with(Configuration other) {
        if (missing.isEmpty()) {
            return new ServedConfiguration(other, missing);
        }
        Set<Node> still = new HashSet<>(missing);
        still.removeIf(node -> !isNamed(node, other));
        return new ServedConfiguration(other, still);
    }

    /** The state in which a missing node is served. */
    ServedConfiguration with(Node found) {
        Set<Node> still = new HashSet<>(missing);
        still.remove(found);
        return new ServedConfiguration(configuration, still);
    }

    /** Returns true if a configuration asks for a node that can be missing. */
    static boolean isNamed(Node node, Configuration by) {
        return switch (node) {
            case Node.OneBackstore one -> by.backstore(one.id()) != null;
            case Node.Group at -> group(at, by) != null;
            case Node.OnePortal(Node.Group at, Portal portal) ->
                group(at, by) != null && group(at, by).portals().contains(portal);
            case Node.Targets() -> by.discovery().isRequired();
            default -> false;
        };
    }

    /** The portal group of a node, or null. */
    static PortalGroup group(Node.Group at, Configuration of) {
        Target target = of.target(at.target());
        return target == null ? null : target.portalGroup(at.tag());
    }
}
