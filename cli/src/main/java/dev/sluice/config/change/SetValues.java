package dev.sluice.config.change;

import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.attribute.Attributes;
import dev.sluice.config.change.ChangeRefused.Reason;
import java.util.Map;

/**
 * Sets values of a node.
 *
 * @param node the node
 * @param group attribute, parameter, auth, discovery_auth or global: see {@link Attributes#groups}
 * @param values by name; null or {@code default} for the usual one
 */
public record SetValues(Node node, String group, Map<String, String> values) implements Change {
    @Override
    public Configuration applyTo(Configuration before) throws ChangeRefused {
        if (node == null || values == null) {
            throw new ChangeRefused(Reason.INVALID, "a node, a group and values are needed to set them");
        }
        try {
            return Attributes.set(before, node, group == null ? "attribute" : group, values);
        } catch (IllegalArgumentException e) {
            throw new ChangeRefused(Reason.INVALID, e.getMessage());
        }
    }
}
