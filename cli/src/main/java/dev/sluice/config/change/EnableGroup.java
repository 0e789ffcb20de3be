package dev.sluice.config.change;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.config.Configuration;
import dev.sluice.config.Node;

/**
 * Lets initiators log in to a portal group, or nobody any more.
 *
 * @param group the portal group
 * @param enabled false asks those that are logged in to go, and nobody gets in
 */
public record EnableGroup(
        Node.Group group, @JsonProperty(required = true) boolean enabled) implements Change {
    @Override
    public Configuration applyTo(Configuration before) throws ChangeRefused {
        return NodeReplacement.put(
                before, group, NodeReplacement.group(before, group).withEnabled(enabled ? null : false));
    }
}
