package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Comparator;
import java.util.List;

/**
 * An iSCSI target node (RFC 7143 4.1).
 *
 * @param name its iSCSI name
 * @param alias what people call it, or null
 * @param portalGroups by tag
 */
@JsonPropertyOrder({"name", "alias", "portalGroups"})
public record Target(String name, String alias, List<PortalGroup> portalGroups) {
    public Target {
        alias = alias == null || alias.isEmpty() ? null : alias;
        portalGroups = SharedLists.sorted(portalGroups, Comparator.comparingInt(PortalGroup::tag));
    }

    public Target withAlias(String value) {
        return new Target(name, value, portalGroups);
    }

    public Target withPortalGroups(List<PortalGroup> value) {
        return new Target(name, alias, value);
    }

    /** The portal group of that tag, or null. */
    public PortalGroup portalGroup(int tag) {
        return SharedLists.find(portalGroups, group -> group.tag() == tag);
    }
}
