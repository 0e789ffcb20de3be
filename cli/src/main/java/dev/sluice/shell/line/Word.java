package dev.sluice.shell.line;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a line, without its quotes.
 *
 * @param text its text
 */
public record Word(String text) {
    private static final Pattern PAIR = Pattern.compile("([A-Za-z0-9_-]+)=(.*)", Pattern.DOTALL);
    private static final String OPTION = "--";

    /** Returns the name in {@code name=value}, or null if the word has another form. */
    public String name() {
        Matcher pair = PAIR.matcher(text);
        return pair.matches() && !isOption() ? pair.group(1) : null;
    }

    /** Returns the value in {@code name=value}; the whole text if the word has another form. */
    public String value() {
        String name = name();
        return name == null ? text : text.substring(name.length() + 1);
    }

    /** True for an option, such as {@code --force}. */
    public boolean isOption() {
        return text.startsWith(OPTION) && text.length() > OPTION.length();
    }
}
