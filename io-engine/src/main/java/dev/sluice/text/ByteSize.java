package dev.sluice.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as text. The units are powers of 1,024. Any thread. */
public final class ByteSize {
    private static final String UNITS = "KMGTPE";
    private static final Pattern WRITTEN = Pattern.compile("([0-9]+)(?:([KMGTP])(?:I?B)?|B)?");
    private static final int KILO = 1024;

    private ByteSize() {}

    /**
     * Parses a size such as {@code 512}, {@code 20G}, {@code 20GB} or {@code 20GiB}.
     *
     * @throws IllegalArgumentException if the text is no size; the message begins with the text and shows the form of a size
     */
    public static long parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size: write a whole number of bytes, or of K, M, G or T, such as 20G");
        }
        int power = matcher.group(2) == null ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << 10 * power);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too large: at most " + Long.MAX_VALUE + " bytes", e);
        }
    }

    /** Returns a size in the largest unit of which it is a whole number, as in {@code 1536 MiB}. */
    public static String exact(long bytes) {
        int unit = 0;
        long value = bytes;
        while (value != 0 && value % KILO == 0 && unit < UNITS.length()) {
            value /= KILO;
            unit++;
        }
        return unit == 0 ? value + " bytes" : value + " " + UNITS.charAt(unit - 1) + "iB";
    }

    /** Returns a size with one digit after the point, as in {@code 20.0GiB}. */
    public static String rounded(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= KILO) {
            size /= KILO;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f%siB", size, UNITS.charAt(unit - 1));
    }
}
