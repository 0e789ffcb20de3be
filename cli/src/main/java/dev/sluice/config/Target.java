package dev.sluice.config;

import dev.sluice.config.setting.Setting;
import dev.sluice.config.setting.SettingEffect;
import dev.sluice.config.setting.SettingTable;
import dev.sluice.config.setting.ValueType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * An iSCSI target node (RFC 7143 4.1).
 *
 * @param name its iSCSI name
 * @param alias its name for people, or null
 * @param portalGroups by tag
 */
public record Target(String name, String alias, List<PortalGroup> portalGroups) {
    public static final SettingTable<Target> SETTINGS = SettingTable.of(
            Target.class,
            Setting.of(
                            "alias",
                            ValueType.ruled(Map.of(
                                    "type",
                                    "string",
                                    "maxLength",
                                    255,
                                    "pattern",
                                    "^[^\\u0000-\\u001f\\u007f-\\u009f]*$")),
                            SettingEffect.AT_ONCE,
                            "name for people, which initiators show, at most 255 bytes")
                    .named("alias"));

    public Target {
        alias = alias == null || alias.isEmpty() ? null : alias;
        portalGroups = SharedLists.sorted(portalGroups, Comparator.comparingInt(PortalGroup::tag));
    }

    public Target withPortalGroups(List<PortalGroup> value) {
        return new Target(name, alias, value);
    }

    /** The portal group of that tag, or null. */
    public PortalGroup portalGroup(int tag) {
        return SharedLists.find(portalGroups, group -> group.tag() == tag);
    }
}
