package dev.sluice.config.change;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.config.Configuration;
import dev.sluice.config.Node;

/**
 * Enables or disables logins to a portal group.
 *
 * @param group the portal group
 * @param enabled false refuses logins, and asks the initiators that are logged in to log out
 */
public record EnableGroup(
        Node.Group group, @JsonProperty(required = true) boolean enabled) implements Change {
    @Override
    public Configuration applyTo(Configuration before) throws ChangeRefused {
        return NodeReplacement.put(
                before, group, NodeReplacement.group(before, group).withEnabled(enabled ? null : false));
    }
}
