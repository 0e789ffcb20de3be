package dev.sluice.config.setting;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values that a setting can have: as text, as JSON, and their limits. Immutable.
 *
 * @param <V> Boolean, Integer, Long or String
 */
public final class ValueType<V> {
    /** The text that sets the default of every setting. */
    public static final String DEFAULT = "default";

    private static final List<String> SWITCH = List.of("0", "1");
    private static final List<String> DECISION = List.of("0", "1", DEFAULT);
    private static final List<String> ANSWERS = List.of("Yes", "No");

    /** Printable ASCII, which SPC-4 4.3.1 requires in text fields. */
    private static final String PRINTABLE = "^[ -~]*$";

    private final Class<V> javaType;
    private final List<String> choices;
    private final String range;
    private final Map<String, Object> schema;
    private final Function<V, String> format;
    private final BiFunction<String, String, V> parse;
    private final BiFunction<String, V, String> refusal;

    private ValueType(
            Class<V> javaType,
            List<String> choices,
            String range,
            Map<String, Object> schema,
            Function<V, String> format,
            BiFunction<String, String, V> parse,
            BiFunction<String, V, String> refusal) {
        this.javaType = javaType;
        this.choices = choices;
        this.range = range;
        this.schema = schema;
        this.format = format;
        this.parse = parse;
        this.refusal = refusal;
    }

    /** On (1) or off (0). */
    public static ValueType<Boolean> flag() {
        return truth(SWITCH, value -> value ? "1" : "0", (name, text) -> flag(name, text, "0 or 1"));
    }

    /** On (1), off (0), or derived from other settings where nothing is set. */
    public static ValueType<Boolean> decision() {
        return truth(DECISION, value -> value ? "1" : "0", (name, text) -> flag(name, text, "0, 1 or " + DEFAULT));
    }

    /** Yes or No, as RFC 7143 writes it. */
    public static ValueType<Boolean> yesOrNo() {
        return truth(ANSWERS, value -> value ? "Yes" : "No", (name, text) -> word(name, text, ANSWERS)
                .equals("Yes"));
    }

    private static ValueType<Boolean> truth(
            List<String> choices, Function<Boolean, String> format, BiFunction<String, String, Boolean> parse) {
        return new ValueType<>(
                Boolean.class, choices, "", Map.of("type", "boolean"), format, parse, (subject, value) -> null);
    }

    private static boolean flag(String name, String text, String expected) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> true;
            case "0", "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException(name + " is " + expected + ", not '" + text + "'");
        };
    }

    /** A whole number from {@code least} to {@code most}. */
    public static ValueType<Integer> number(int least, int most) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        schema.put("minimum", least);
        schema.put("maximum", most);
        String limits = "from " + least + " to " + most;
        return new ValueType<>(
                Integer.class,
                List.of(),
                ", " + least + " to " + most,
                schema,
                Object::toString,
                (name, text) -> {
                    Integer value = parseNumber(text);
                    if (value == null || value < least || value > most) {
                        throw new IllegalArgumentException(name + " is a number " + limits + ", not '" + text + "'");
                    }
                    return value;
                },
                (subject, value) ->
                        value >= least && value <= most ? null : subject + " is " + limits + ", not " + value);
    }

    private static Integer parseNumber(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** One of some numbers. */
    public static ValueType<Integer> oneOf(int... numbers) {
        return oneOf(Arrays.stream(numbers).boxed().toList(), List.of());
    }

    /** One of some numbers, or 0 for none of them. */
    public static ValueType<Integer> noneOrOneOf(int... numbers) {
        return oneOf(Arrays.stream(numbers).boxed().toList(), List.of("0"));
    }

    private static ValueType<Integer> oneOf(List<Integer> numbers, List<String> none) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        schema.put("enum", numbers);
        List<String> choices = new java.util.ArrayList<>(none);
        numbers.forEach(number -> choices.add(number.toString()));
        String words = numbers.stream().map(String::valueOf).collect(Collectors.joining(" or "));
        return new ValueType<>(
                Integer.class,
                List.copyOf(choices),
                "",
                schema,
                Object::toString,
                (name, text) -> none.contains(word(name, text, choices)) ? null : Integer.valueOf(text),
                (subject, value) -> numbers.contains(value) ? null : subject + " is " + words + ", not " + value);
    }

    /** A number of bytes that is a multiple of 512. */
    public static ValueType<Long> bytes() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        schema.put("minimum", 512);
        schema.put("maximum", Long.MAX_VALUE);
        schema.put("multipleOf", 512);
        return new ValueType<>(
                Long.class,
                List.of(),
                "",
                schema,
                Object::toString,
                (name, text) -> Long.valueOf(text),
                (subject, value) -> null);
    }

    /** One of the given words. */
    public static ValueType<String> word(List<String> words) {
        return new ValueType<>(
                String.class,
                words,
                "",
                Map.of("enum", words),
                Function.identity(),
                (name, text) -> word(name, text, words),
                (subject, value) -> words.contains(value)
                        ? null
                        : "'" + dev.sluice.text.Printable.of(value, 80) + "' is not " + subject + ": write one of "
                                + String.join(", ", words));
    }

    private static String word(String name, String text, List<String> words) {
        if (!words.contains(text)) {
            throw new IllegalArgumentException(
                    name + " is one of " + String.join(", ", words) + ", not '" + text + "'");
        }
        return text;
    }

    /** Printable ASCII characters, {@code least} to {@code most} of them. */
    public static ValueType<String> printable(int least, int most) {
        return printable(least, most, least + " to " + most + " printable ASCII characters");
    }

    /** @param expected the words for the right values in a message */
    public static ValueType<String> printable(int least, int most, String expected) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("minLength", least);
        schema.put("maxLength", most);
        schema.put("pattern", PRINTABLE);
        Pattern printable = Pattern.compile(PRINTABLE);
        return text(
                schema,
                expected,
                value -> value.length() >= least
                        && value.length() <= most
                        && printable.matcher(value).matches());
    }

    /**
     * Text of a form.
     *
     * @param pattern a regular expression that Java and ECMA-262 read alike
     * @param expected the words for the right values in a message
     */
    public static ValueType<String> form(String pattern, String expected) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("pattern", pattern);
        Pattern form = Pattern.compile(pattern);
        return text(schema, expected, value -> form.matcher(value).matches());
    }

    /** Text that the rules of its record check, beyond its form. */
    public static ValueType<String> ruled(Map<String, Object> schema) {
        return text(schema, "", value -> true);
    }

    private static ValueType<String> text(
            Map<String, Object> schema, String expected, java.util.function.Predicate<String> right) {
        return new ValueType<>(
                String.class,
                List.of(),
                "",
                schema,
                Function.identity(),
                (name, text) -> text,
                (subject, value) -> right.test(value) ? null : subject + " is " + expected);
    }

    /** The class of the values: Boolean, Integer, Long or String. */
    public Class<V> javaType() {
        return javaType;
    }

    /** All texts that set a value, or empty if they are too many. */
    public List<String> choices() {
        return choices;
    }

    /** The range as the end of a description, or empty. */
    public String range() {
        return range;
    }

    /** The keywords of JSON schema for the values, in their order. */
    public Map<String, Object> schema() {
        return schema;
    }

    /** The text of a value. */
    public String format(Object value) {
        return format.apply(javaType.cast(value));
    }

    /**
     * The value of a text; null for the default.
     *
     * @param name the setting, for the message
     * @throws IllegalArgumentException if the text is no such value; the message says what is expected
     */
    public V parse(String name, String text) {
        return parse.apply(name, text);
    }

    /** The reason against a value, or null for a right one. {@code subject} is the setting with its article. */
    public String refusal(String subject, Object value) {
        return refusal.apply(subject, javaType.cast(value));
    }
}
