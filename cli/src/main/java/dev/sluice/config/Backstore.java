package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sluice.config.setting.Setting;
import dev.sluice.config.setting.SettingEffect;
import dev.sluice.config.setting.SettingTable;
import dev.sluice.config.setting.ValueType;

/**
 * The storage of a logical unit, and the properties that the unit shows. Null stands for the default of each setting.
 *
 * @param type the kind of storage
 * @param name unique among the backstores of its type: 1 to 64 of letters, digits, and - _ . : @
 * @param path of the file or device, absolute; null where the type has none
 * @param size in bytes; null where the storage decides
 * @param blockSize the logical block length, 512 or 4,096
 * @param writeCache completed writes may wait for a flush
 * @param readOnly initiators may only read
 * @param thin UNMAP is offered
 * @param removable the disk is shown as removable
 * @param cd the file is the disc in a CD or DVD drive
 * @param protection the type of T10 protection information, 1 or 3; null for none
 * @param identity the names that tell it from every other disk; null for none
 */
public record Backstore(
        BackstoreType type,
        String name,
        String path,
        Long size,
        Integer blockSize,
        Boolean writeCache,
        Boolean readOnly,
        Boolean thin,
        Boolean removable,
        Boolean cd,
        Integer protection,
        Identity identity) {
    /** The form of a path: absolute, and of a file or device. */
    public static final Setting<String> PATH = Setting.of(
            "path",
            ValueType.ruled(java.util.Map.of("type", "string", "pattern", "^/[^\\u0000]*[^/\\u0000]$")),
            SettingEffect.RECREATION,
            "absolute path of the file or device, for `block`, `fileio` and `pscsi`; no two backstores share one");

    public static final Setting<Long> SIZE = Setting.of(
            "size",
            ValueType.bytes(),
            SettingEffect.BY_KIND,
            "size in bytes, a multiple of the block size; required for `ramdisk` and `null`, for `fileio` the size of a new file;"
                    + " devices have their own");

    public static final Setting<Integer> BLOCK_SIZE = Setting.of(
                    "blockSize",
                    ValueType.oneOf(512, 4096),
                    SettingEffect.RECREATION,
                    "logical block length in bytes; by default that of the device, else 512")
            .named("block_size")
            .called("a block size")
            .usuallyAs("the device's own, else 512");

    public static final Setting<Boolean> WRITE_CACHE = Setting.of(
                    "writeCache",
                    ValueType.flag(),
                    SettingEffect.AT_ONCE,
                    "write cache: completed writes may wait for a flush")
            .named("emulate_write_cache")
            .usually(true);

    public static final Setting<Boolean> THIN = Setting.of(
                    "thin",
                    ValueType.flag(),
                    SettingEffect.RECREATION,
                    "thin provisioning: UNMAP is offered where the storage can give space back")
            .named("emulate_tpu")
            .usually(false);

    public static final Setting<Boolean> READ_ONLY = Setting.of(
                    "readOnly", ValueType.flag(), SettingEffect.AT_ONCE, "write protection: initiators may only read")
            .named("read_only")
            .usually(false);

    public static final Setting<Boolean> REMOVABLE = Setting.of(
                    "removable", ValueType.flag(), SettingEffect.RECREATION, "disk that is shown as removable")
            .named("removable")
            .usually(false);

    public static final Setting<Boolean> CD = Setting.of(
                    "cd",
                    ValueType.flag(),
                    SettingEffect.RECREATION,
                    "CD or DVD drive with the file as its disc, for `fileio` only")
            .named("cd")
            .usually(false);

    public static final Setting<Integer> PROTECTION = Setting.of(
                    "protection",
                    ValueType.noneOrOneOf(1, 3),
                    SettingEffect.RECREATION,
                    "type of T10 protection information, for `fileio`, `ramdisk` and `null`; by default none")
            .named("pi_prot_type")
            .called("the type of protection information")
            .usuallyAs("0");

    /** Its own settings; those of its identity are in {@link Identity#SETTINGS}. */
    public static final SettingTable<Backstore> SETTINGS = SettingTable.of(
            Backstore.class, PATH, SIZE, BLOCK_SIZE, WRITE_CACHE, THIN, READ_ONLY, REMOVABLE, CD, PROTECTION);

    public Backstore {
        identity = identity == null || identity.isNone() ? null : identity;
    }

    /** A backstore with the default of every other setting. */
    public static Backstore of(BackstoreType type, String name, String path, Long size) {
        return new Backstore(type, name, path, size, null, null, null, null, null, null, null, null);
    }

    /** Type and name, as in {@code block/lun0}: unique among all backstores. */
    @JsonIgnore
    public String id() {
        return (type == null ? "" : type.label()) + "/" + name;
    }

    /** The same with another value of a setting; null for its default. */
    public <V> Backstore with(Setting<V> setting, V value) {
        return SETTINGS.with(this, setting, value);
    }

    /** The same storage under another name. */
    public Backstore withName(String value) {
        return new Backstore(
                type, value, path, size, blockSize, writeCache, readOnly, thin, removable, cd, protection, identity);
    }

    /** The same with another identity, or with none. */
    public Backstore withIdentity(Identity value) {
        return new Backstore(
                type, name, path, size, blockSize, writeCache, readOnly, thin, removable, cd, protection, value);
    }

    /** True for a flag that is on, by its value or by default. */
    public boolean isOn(Setting<Boolean> flag) {
        return SETTINGS.isOn(this, flag);
    }
}
