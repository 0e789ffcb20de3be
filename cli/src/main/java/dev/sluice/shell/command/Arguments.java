package dev.sluice.shell.command;

import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.Sizes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a command was given. */
public final class Arguments {
    private final Map<String, String> values;
    private final Map<String, String> pairs;
    private final List<String> rest;
    private final Set<String> options;

    Arguments(Map<String, String> values, Map<String, String> pairs, List<String> rest, Set<String> options) {
        this.values = values;
        this.pairs = pairs;
        this.rest = rest;
        this.options = options;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The parameter's text, or null. */
    public String text(String name) {
        return values.get(name);
    }

    /** Whether a switch was given. */
    public boolean option(String name) {
        return options.contains(name);
    }

    /** What was given by names that are no parameters'. */
    public Map<String, String> pairs() {
        return pairs;
    }

    /** What followed the parameters. */
    public List<String> rest() {
        return rest;
    }

    /** The parameter as yes or no, or null. */
    public Boolean flag(String name) throws UsageError {
        String text = values.get(name);
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new UsageError(name + " is true or false, not '" + text + "'");
        };
    }

    /** The parameter as a number that may have a prefix, as in {@code lun3}; or null. */
    public Integer number(String name, String prefix) throws UsageError {
        String text = values.get(name);
        if (text == null) {
            return null;
        }
        String digits = text.startsWith(prefix) ? text.substring(prefix.length()) : text;
        try {
            int number = Integer.parseInt(digits);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageError(
                name + " is a number" + (prefix.isEmpty() ? "" : " or " + prefix + "N") + ", not '" + text + "'");
    }

    /** The parameter as a size in bytes, or null. */
    public Long size(String name) throws UsageError {
        String text = values.get(name);
        try {
            return text == null ? null : Sizes.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageError(name + ": " + e.getMessage());
        }
    }
}
