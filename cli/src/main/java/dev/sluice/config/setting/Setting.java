package dev.sluice.config.setting;

import java.util.List;

/**
 * The declaration of one setting, from which reader, writer, schema, rules, {@code set}, completion, differences and the
 * documentation follow. Immutable.
 *
 * @param <V> the type of its values
 * @param member the name in JSON; null of a setting that is no part of the file
 * @param type the values that it can have
 * @param name the name for {@code set} and {@code get}, as targetcli has it; null where it is set in another way
 * @param subject the setting in a message, with its article
 * @param usual the default as text
 * @param usualValue the default as a value; null if there is none, or if it depends on other settings
 * @param effect the effect of a change on what is in use
 * @param description one sentence, which begins with a small letter and has no full stop
 */
public record Setting<V>(
        String member,
        ValueType<V> type,
        String name,
        String subject,
        String usual,
        V usualValue,
        SettingEffect effect,
        String description) {
    /** A setting of the file without a default. */
    public static <V> Setting<V> of(String member, ValueType<V> type, SettingEffect effect, String description) {
        return new Setting<>(member, type, null, member, "", null, effect, description);
    }

    /** A setting with one value, for targetcli scripts that set it. */
    public static Setting<String> constant(String name, String value, String description) {
        ValueType<String> type = ValueType.word(List.of(value));
        return new Setting<>(null, type, name, name, value, null, SettingEffect.AT_ONCE, description);
    }

    /** The same with a name for {@code set}. */
    public Setting<V> named(String value) {
        return new Setting<>(member, type, value, subject, usual, usualValue, effect, description);
    }

    /** The same with words for messages. */
    public Setting<V> called(String value) {
        return new Setting<>(member, type, name, value, usual, usualValue, effect, description);
    }

    /** The same with a default. */
    public Setting<V> usually(V value) {
        return new Setting<>(member, type, name, subject, type.format(value), value, effect, description);
    }

    /** The same with a default that depends on something else, in words. */
    public Setting<V> usuallyAs(String words) {
        return new Setting<>(member, type, name, subject, words, null, effect, description);
    }
}
