package dev.sluice.cli.manual;

import java.util.Locale;

/** Writes one man page in the macros of man(7). One thread. */
final class Roff {
    private final StringBuilder text = new StringBuilder();

    /** Begins a page of section 1. */
    Roff(String name, String version) {
        text.append("'\\\" t\n");
        line(".TH " + quote(name.toUpperCase(Locale.ROOT)) + " 1 \"\" " + quote(version) + " \"Sluice\"");
        // No hyphenation and no justification: readers copy the names of options.
        line(".nh");
        line(".ad l");
    }

    Roff section(String title) {
        return line(".SH " + title);
    }

    Roff paragraph(String formatted) {
        return line(".PP").line(formatted);
    }

    /** Adds a term, on a line of its own, and its meaning. */
    Roff term(String formattedTerm, String formatted) {
        return line(".TP").line(formattedTerm).line(formatted);
    }

    Roff indent() {
        return line(".RS");
    }

    Roff outdent() {
        return line(".RE");
    }

    Roff line(String formatted) {
        text.append(formatted).append('\n');
        return this;
    }

    /** Returns {@code plain} with the special characters of roff escaped; hyphens can be copied from the page. */
    static String escape(String plain) {
        StringBuilder escaped = new StringBuilder(plain.length() + 16);
        if (plain.startsWith(".") || plain.startsWith("'")) {
            escaped.append("\\&");
        }
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\(rs");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                case '\n' -> escaped.append(' ');
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    static String bold(String plain) {
        return "\\fB" + escape(plain) + "\\fR";
    }

    static String italic(String plain) {
        return "\\fI" + escape(plain) + "\\fR";
    }

    private static String quote(String plain) {
        return '"' + escape(plain).replace("\"", "\\(dq") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
