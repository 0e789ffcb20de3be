package dev.sluice.config;

import dev.sluice.config.setting.Setting;
import dev.sluice.config.setting.SettingEffect;
import dev.sluice.config.setting.SettingTable;
import dev.sluice.config.setting.ValueType;
import java.util.List;

/**
 * The treatment of initiators by a portal group. Null stands for the default of each setting.
 *
 * @param demoMode initiators without an ACL may log in
 * @param demoModeWriteProtect those may only read
 * @param authentication initiators must authenticate by CHAP; null where credentials decide
 * @param pingAfter seconds
 * @param pingTimeout seconds
 * @param accessState one of {@link #ACCESS_STATES}
 */
public record GroupAttributes(
        Boolean demoMode,
        Boolean demoModeWriteProtect,
        Boolean authentication,
        Integer pingAfter,
        Integer pingTimeout,
        String accessState) {
    /** The values of {@code accessState}, the default first. */
    public static final List<String> ACCESS_STATES =
            List.of("active/optimized", "active/non-optimized", "standby", "unavailable");

    private static final int MAX_PING_SECONDS = 3600;

    public static final Setting<Boolean> AUTHENTICATION = Setting.of(
                    "authentication",
                    ValueType.decision(),
                    SettingEffect.AT_ONCE,
                    "CHAP authentication that is required of every initiator; by default of those that there are credentials for")
            .named("authentication")
            .usuallyAs(ValueType.DEFAULT);

    public static final Setting<Boolean> DEMO_MODE = Setting.of(
                    "demoMode",
                    ValueType.flag(),
                    SettingEffect.AT_ONCE,
                    "demo mode: initiators without an ACL may log in, too, and see all LUNs")
            .named("generate_node_acls")
            .usually(false);

    public static final Setting<Boolean> DEMO_MODE_WRITE_PROTECT = Setting.of(
                    "demoModeWriteProtect",
                    ValueType.flag(),
                    SettingEffect.AT_ONCE,
                    "write protection for initiators without an ACL")
            .named("demo_mode_write_protect")
            .usually(true);

    private static final Setting<String> CACHE_DYNAMIC_ACLS = Setting.constant(
            "cache_dynamic_acls", "1", "always 1: the state of initiators without an ACL outlives their sessions");

    public static final Setting<Integer> PING_AFTER = Setting.of(
                    "pingAfter",
                    ValueType.number(1, MAX_PING_SECONDS),
                    SettingEffect.NEW_SESSIONS,
                    "seconds of silence after which an initiator is pinged")
            .named("nopin_timeout")
            .called("the time until a ping")
            .usually(15);

    public static final Setting<Integer> PING_TIMEOUT = Setting.of(
                    "pingTimeout",
                    ValueType.number(1, MAX_PING_SECONDS),
                    SettingEffect.NEW_SESSIONS,
                    "seconds that an initiator has to answer a ping before its connection is closed")
            .named("nopin_response_timeout")
            .called("the time to answer a ping")
            .usually(30);

    public static final Setting<String> ACCESS_STATE = Setting.of(
                    "accessState",
                    ValueType.word(ACCESS_STATES),
                    SettingEffect.AT_ONCE,
                    "asymmetric access state (ALUA) of all LUNs of this group")
            .named("alua_access_state")
            .called("an access state")
            .usually(ACCESS_STATES.getFirst());

    public static final SettingTable<GroupAttributes> SETTINGS = SettingTable.of(
            GroupAttributes.class,
            AUTHENTICATION,
            DEMO_MODE,
            DEMO_MODE_WRITE_PROTECT,
            CACHE_DYNAMIC_ACLS,
            PING_AFTER,
            PING_TIMEOUT,
            ACCESS_STATE);

    /** Attributes of which nothing is set. */
    public static final GroupAttributes USUAL = SETTINGS.usual();

    /** The same with another value; null for its default. */
    public <V> GroupAttributes with(Setting<V> setting, V value) {
        return SETTINGS.with(this, setting, value);
    }
}
