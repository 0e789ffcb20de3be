package dev.sluice.shell.command;

import dev.sluice.shell.line.UsageError;
import dev.sluice.text.ByteSize;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The arguments of a command, assigned to its parameters. */
public final class Arguments {
    private final Map<String, String> values;
    private final Map<String, String> pairs;
    private final List<String> names;
    private final Set<CommandOption> options;

    Arguments(Map<String, String> values, Map<String, String> pairs, List<String> names, Set<CommandOption> options) {
        this.values = values;
        this.pairs = pairs;
        this.names = names;
        this.options = options;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Returns the parameter's text, or null. */
    public String text(String name) {
        return values.get(name);
    }

    /** True if the option was given. */
    public boolean option(CommandOption option) {
        return options.contains(option);
    }

    /** The words {@code name=value} that followed the parameters. */
    public Map<String, String> pairs() {
        return pairs;
    }

    /** The words without a value that followed the parameters. */
    public List<String> names() {
        return names;
    }

    /** Returns the parameter as yes or no, or null if it was not given. */
    public Boolean flag(String name) throws UsageError {
        String text = values.get(name);
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new UsageError("the parameter " + name + " is true or false, not '" + text + "'");
        };
    }

    /** Returns the parameter as a number that may have a prefix, as in {@code lun3}; null if it was not given. */
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
            // reported below
        }
        throw new UsageError("the parameter " + name + " is a number" + (prefix.isEmpty() ? "" : " or " + prefix + "N")
                + ", not '" + text + "'");
    }

    /** Returns the parameter as a size in bytes, or null if it was not given. */
    public Long size(String name) throws UsageError {
        String text = values.get(name);
        try {
            return text == null ? null : ByteSize.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageError("the parameter " + name + ": " + e.getMessage());
        }
    }
}
