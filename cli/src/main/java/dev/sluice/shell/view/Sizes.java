package dev.sluice.shell.view;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of sizes; units are powers of 1,024. */
public final class Sizes {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final String LETTERS = "kmgtp";
    private static final Pattern WRITTEN = Pattern.compile("([0-9]+)([kmgtp]?)i?b?");
    private static final double KILO = 1024;

    private Sizes() {}

    /** Returns a size as text, as in {@code 20.0GiB}. */
    public static String format(long bytes) {
        if (bytes < KILO) {
            return bytes + " bytes";
        }
        double size = bytes;
        int unit = -1;
        while (size >= KILO && unit < UNITS.length - 1) {
            size /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f%s", size, UNITS[unit]);
    }

    /**
     * Parses a size such as {@code 512}, {@code 20G}, {@code 20GB} or {@code 20GiB}.
     *
     * @throws IllegalArgumentException if the text is no size; the message shows the form of one
     */
    public static long parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size: write a whole number of bytes, or of K, M, G or T, as in 20G");
        }
        int power = matcher.group(2).isEmpty() ? 0 : LETTERS.indexOf(matcher.group(2)) + 1;
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << 10 * power);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too large", e);
        }
    }
}
