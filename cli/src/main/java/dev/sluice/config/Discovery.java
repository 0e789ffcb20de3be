package dev.sluice.config;

import dev.sluice.config.setting.Setting;
import dev.sluice.config.setting.SettingEffect;
import dev.sluice.config.setting.SettingTable;
import dev.sluice.config.setting.ValueType;

/**
 * The authentication of discovery sessions.
 *
 * @param required initiators must authenticate by CHAP; null where credentials decide
 * @param authentication the credentials for it
 */
public record Discovery(Boolean required, Credentials authentication) {
    public static final Setting<Boolean> REQUIRED = Setting.of(
                    "required",
                    ValueType.decision(),
                    SettingEffect.NEW_SESSIONS,
                    "CHAP authentication that is required before an initiator is told the targets; by default where there are"
                            + " credentials for it")
            .named("enable")
            .usuallyAs(ValueType.DEFAULT);

    public static final SettingTable<Discovery> SETTINGS = SettingTable.of(Discovery.class, REQUIRED);

    public static final Discovery OPEN = new Discovery(null, Credentials.NONE);

    public Discovery {
        authentication = authentication == null ? Credentials.NONE : authentication;
    }

    /** Discovery that asks for authentication if there are credentials. */
    public static Discovery of(Credentials authentication) {
        return new Discovery(null, authentication);
    }

    public Discovery withAuthentication(Credentials value) {
        return new Discovery(required, value);
    }

    /** True where initiators must authenticate. */
    public boolean isRequired() {
        return required == null ? !authentication.isEmpty() : required;
    }
}
