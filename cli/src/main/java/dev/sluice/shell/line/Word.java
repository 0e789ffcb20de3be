package dev.sluice.shell.line;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a line, without the quotes that held it together.
 *
 * @param text what it says
 */
public record Word(String text) {
    private static final Pattern PAIR = Pattern.compile("([A-Za-z0-9_-]+)=(.*)", Pattern.DOTALL);
    private static final String OPTION = "--";

    /** The name in {@code name=value}, or null where it is not of that form. */
    public String name() {
        Matcher pair = PAIR.matcher(text);
        return pair.matches() && !isOption() ? pair.group(1) : null;
    }

    /** The value in {@code name=value}; the whole text where it is not of that form. */
    public String value() {
        String name = name();
        return name == null ? text : text.substring(name.length() + 1);
    }

    /** Whether it is a switch, such as {@code --force}. */
    public boolean isOption() {
        return text.startsWith(OPTION) && text.length() > OPTION.length();
    }
}
