package dev.sluice.config.attribute;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A value that a part of a configuration has, as text.
 *
 * @param <T> the part
 * @param name the name that administrators write
 * @param description what it is, in one sentence without a full stop
 * @param usual what holds where nothing is set
 * @param choices all values that there can be, or empty where they are too many
 * @param secret whether the value is never shown
 * @param get the value, or null where nothing is set
 * @param set the part with another value, or with the usual one where that is null; throws IllegalArgumentException with what is
 *     expected
 */
record Attribute<T>(
        String name,
        String description,
        String usual,
        List<String> choices,
        boolean secret,
        Function<T, String> get,
        BiFunction<T, String, T> set) {
    /** Sets the usual value. */
    static final String DEFAULT = "default";

    private static final List<String> SWITCH = List.of("0", "1");
    private static final List<String> DECISION = List.of("0", "1", DEFAULT);

    /** One that is on (1) or off (0). */
    static <T> Attribute<T> flag(
            String name, String description, boolean usual, Function<T, Boolean> get, BiFunction<T, Boolean, T> set) {
        return new Attribute<>(
                name,
                description,
                number(usual),
                SWITCH,
                false,
                part -> get.apply(part) == null ? null : number(get.apply(part)),
                (part, text) -> set.apply(part, text == null ? null : flag(name, text)));
    }

    /** One that is on (1) or off (0), or follows from other values where nothing is set: of three values none stands for another. */
    static <T> Attribute<T> decision(
            String name, String description, Function<T, Boolean> get, BiFunction<T, Boolean, T> set) {
        Attribute<T> flag = flag(name, description, false, get, set);
        return new Attribute<>(name, description, DEFAULT, DECISION, false, flag.get(), (part, text) -> {
            try {
                return flag.set().apply(part, text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + " is 0, 1 or " + DEFAULT + ", not '" + text + "'");
            }
        });
    }

    private static String number(boolean value) {
        return value ? "1" : "0";
    }

    private static boolean flag(String name, String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "1", "true", "yes", "on" -> true;
            case "0", "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException(name + " is 0 or 1, not '" + text + "'");
        };
    }

    /** A number of a range. */
    static <T> Attribute<T> number(
            String name,
            String description,
            String usual,
            int least,
            int most,
            Function<T, Integer> get,
            BiFunction<T, Integer, T> set) {
        return new Attribute<>(
                name,
                description + ", " + least + " to " + most,
                usual,
                List.of(),
                false,
                part -> get.apply(part) == null ? null : get.apply(part).toString(),
                (part, text) -> set.apply(part, text == null ? null : number(name, text, least, most)));
    }

    private static int number(String name, String text, int least, int most) {
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                name + " is a number from " + least + " to " + most + ", not '" + text + "'");
    }

    /** Any text. */
    static <T> Attribute<T> text(
            String name, String description, String usual, Function<T, String> get, BiFunction<T, String, T> set) {
        return new Attribute<>(name, description, usual, List.of(), false, get, set);
    }

    /** One of some words. */
    static <T> Attribute<T> choice(
            String name,
            String description,
            String usual,
            List<String> choices,
            Function<T, String> get,
            BiFunction<T, String, T> set) {
        return new Attribute<>(name, description, usual, choices, false, get, (part, text) -> {
            if (text != null && !choices.contains(text)) {
                throw new IllegalArgumentException(
                        name + " is one of " + String.join(", ", choices) + ", not '" + text + "'");
            }
            return set.apply(part, text);
        });
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
