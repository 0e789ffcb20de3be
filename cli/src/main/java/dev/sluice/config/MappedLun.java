package dev.sluice.config;

import dev.sluice.config.setting.Setting;
import dev.sluice.config.setting.SettingEffect;
import dev.sluice.config.setting.SettingTable;
import dev.sluice.config.setting.ValueType;

/**
 * A logical unit as one initiator sees it.
 *
 * @param lun the number that the initiator has for it, 0 to 16,383
 * @param groupLun the number that the portal group has for it
 * @param writeProtect true if the initiator may only read; null for no
 */
public record MappedLun(int lun, int groupLun, Boolean writeProtect) {
    public static final SettingTable<MappedLun> SETTINGS = SettingTable.of(
            MappedLun.class,
            Setting.of(
                            "writeProtect",
                            ValueType.flag(),
                            SettingEffect.AT_ONCE,
                            "write protection: the initiator may only read")
                    .named("write_protect")
                    .usually(false));

    /** True if the initiator may only read. */
    public boolean isWriteProtected() {
        return writeProtect != null && writeProtect;
    }
}
