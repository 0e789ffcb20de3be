package dev.sluice.text;

import java.util.stream.Collectors;

/**
 * Words of strangers, fit for a log, a terminal and a journal: what a terminal obeys, hides or writes from right to left, and
 * what would begin another line, is written as its number, such as {@code \}{@code u202e}. Everything that a person can read
 * stays as it is. Any thread.
 */
public final class Printable {
    private static final String CUT = "…";

    private Printable() {}

    /** {@code text} with nothing in it that a terminal obeys; the very same where there is nothing such; null for null. */
    public static String of(String text) {
        if (text == null) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return escaped(text);
            }
        }
        return text;
    }

    /** As {@link #of(String)}, of the first {@code most} characters at the most. */
    public static String of(String text, int most) {
        if (text == null || text.length() <= most) {
            return of(text);
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return of(text.substring(0, end)) + CUT;
    }

    /** As {@link #of(String)}, of text of the program's own that may have several lines. */
    public static String lines(String text) {
        return text == null || text.indexOf('\n') < 0
                ? of(text)
                : text.lines().map(Printable::of).collect(Collectors.joining("\n"));
    }

    /** Returns true where a person sees {@code codePoint}, and a terminal does nothing but show it. */
    public static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> !isInvisible(codePoint);
        };
    }

    /** Letters and marks that show nothing: fillers of Hangul, the combining grapheme joiner, variation selectors. */
    private static boolean isInvisible(int codePoint) {
        return switch (codePoint) {
            case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0 -> true;
            default ->
                codePoint >= 0x180b && codePoint <= 0x180f
                        || codePoint >= 0xfe00 && codePoint <= 0xfe0f
                        || codePoint >= 0xe0100 && codePoint <= 0xe01ef;
        };
    }

    private static String escaped(String text) {
        StringBuilder plain = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (isPlain(codePoint)) {
                plain.appendCodePoint(codePoint);
            } else {
                String digits = Integer.toHexString(codePoint);
                plain.append('\\').append('u');
                if (digits.length() > 4) {
                    plain.append('{').append(digits).append('}');
                } else {
                    plain.repeat('0', 4 - digits.length()).append(digits);
                }
            }
        }
        return plain.toString();
    }
}
