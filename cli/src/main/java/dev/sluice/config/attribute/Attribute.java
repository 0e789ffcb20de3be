package dev.sluice.config.attribute;

import dev.sluice.config.setting.Setting;
import dev.sluice.config.setting.SettingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A value of a part of a configuration, as text.
 *
 * @param <T> the part
 * @param name the name that administrators write
 * @param description one sentence without a full stop
 * @param usual the default
 * @param choices all possible values, or empty if they are too many
 * @param secret true of a value that is never shown
 * @param get the value, or null where nothing is set
 * @param set the part with another value, or with the default where that is null; throws IllegalArgumentException with the expected
 *     values
 */
record Attribute<T>(
        String name,
        String description,
        String usual,
        List<String> choices,
        boolean secret,
        Function<T, String> get,
        BiFunction<T, String, T> set) {
    /** The attributes of the settings that are set by name. */
    static <T extends Record> List<Attribute<T>> of(SettingTable<T> table) {
        List<Attribute<T>> attributes = new ArrayList<>();
        for (Setting<?> setting : table.settings()) {
            if (setting.name() != null) {
                attributes.add(of(table, setting));
            }
        }
        return List.copyOf(attributes);
    }

    private static <T extends Record> Attribute<T> of(SettingTable<T> table, Setting<?> setting) {
        return new Attribute<>(
                setting.name(),
                setting.description() + setting.type().range(),
                setting.usual(),
                setting.type().choices(),
                false,
                part -> {
                    Object value = table.get(part, setting);
                    return value == null ? null : setting.type().format(value);
                },
                (part, text) -> table.parsed(part, setting, text));
    }

    /** Any text. */
    static <T> Attribute<T> text(
            String name, String description, String usual, Function<T, String> get, BiFunction<T, String, T> set) {
        return new Attribute<>(name, description, usual, List.of(), false, get, set);
    }

    /** The same of a whole that has the part. */
    <W> Attribute<W> of(Function<W, T> part, BiFunction<W, T, W> put) {
        return new Attribute<>(
                name,
                description,
                usual,
                choices,
                secret,
                whole -> get.apply(part.apply(whole)),
                (whole, text) -> put.apply(whole, set.apply(part.apply(whole), text)));
    }
}
