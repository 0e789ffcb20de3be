package dev.sluice.config;

import dev.sluice.config.setting.Setting;
import dev.sluice.config.setting.SettingEffect;
import dev.sluice.config.setting.SettingTable;
import dev.sluice.config.setting.ValueType;
import java.util.Comparator;
import java.util.List;

/**
 * The targets and backstores to be served, and the initiators that may use them. Immutable. Lists have a fixed order: configurations
 * of the same content are equal, and have the same text.
 *
 * @param version of this form, {@link #VERSION}
 * @param autoSave true if a change is saved before it is acknowledged; null for yes
 * @param defaultPortal true if a new target is given a portal; null for yes
 * @param backstores by type and name
 * @param discovery the authentication of discovery sessions
 * @param targets by name
 */
public record Configuration(
        int version,
        Boolean autoSave,
        Boolean defaultPortal,
        List<Backstore> backstores,
        Discovery discovery,
        List<Target> targets) {
    /** The form of configurations that this program reads and writes. */
    public static final int VERSION = 1;

    public static final SettingTable<Configuration> SETTINGS = SettingTable.of(
            Configuration.class,
            Setting.of(
                            "autoSave",
                            ValueType.flag(),
                            SettingEffect.AT_ONCE,
                            "automatic saving: a change is saved before it is acknowledged")
                    .named("auto_save")
                    .usually(true),
            Setting.of(
                            "defaultPortal",
                            ValueType.flag(),
                            SettingEffect.AT_ONCE,
                            "default portal: a new target gets 0.0.0.0:3260, or the portal of other targets")
                    .named("auto_add_default_portal")
                    .usually(true));

    /** The configuration that serves nothing. */
    public static final Configuration EMPTY =
            new Configuration(VERSION, null, null, List.of(), Discovery.OPEN, List.of());

    public Configuration {
        backstores = SharedLists.sorted(
                backstores,
                Comparator.comparing(Backstore::type, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(Backstore::name, Comparator.nullsFirst(Comparator.naturalOrder())));
        discovery = discovery == null ? Discovery.OPEN : discovery;
        targets = SharedLists.sorted(
                targets, Comparator.comparing(Target::name, Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    /** True if a change is saved before it is acknowledged. */
    public boolean savesChanges() {
        return autoSave == null || autoSave;
    }

    /** The same settings without backstores and targets. */
    public Configuration emptied() {
        return new Configuration(version, autoSave, defaultPortal, List.of(), Discovery.OPEN, List.of());
    }

    /** True if a new target is given a portal. */
    public boolean addsPortals() {
        return defaultPortal == null || defaultPortal;
    }

    public Configuration withBackstores(List<Backstore> value) {
        return new Configuration(version, autoSave, defaultPortal, value, discovery, targets);
    }

    public Configuration withDiscovery(Discovery value) {
        return new Configuration(version, autoSave, defaultPortal, backstores, value, targets);
    }

    public Configuration withTargets(List<Target> value) {
        return new Configuration(version, autoSave, defaultPortal, backstores, discovery, value);
    }

    /** The backstore of that {@link Backstore#id}, or null. */
    public Backstore backstore(String id) {
        int slash = id.indexOf('/');
        String type = id.substring(0, Math.max(0, slash));
        String name = id.substring(slash + 1);
        return SharedLists.find(
                backstores,
                backstore -> name.equals(backstore.name())
                        && backstore.type() != null
                        && backstore.type().label().equals(type));
    }

    /** The target of that name, in any case, or null. */
    public Target target(String name) {
        Target written = SharedLists.named(targets, Target::name, name);
        return written == null
                ? SharedLists.find(targets, target -> target.name().equalsIgnoreCase(name))
                : written;
    }
}
