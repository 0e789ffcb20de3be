package dev.sluice.cli;

/** Sizes on the command line: a whole number of bytes, or of K, M, G, T (powers of 1,024). */
final class ByteSize {
    private static final String UNITS = "KMGT";

    private ByteSize() {}

    /** Returns the bytes that {@code text} stands for, at least 1; {@code what} names the value in an error message. */
    static long parse(String what, String text) {
        long bytes = parseFromZero(what, text);
        if (bytes == 0) {
            throw new UsageException(what + " must not be zero");
        }
        return bytes;
    }

    /** Parses as {@link #parse} does, but allows 0. */
    static long parseFromZero(String what, String text) {
        int shift = 0;
        String digits = text;
        if (!text.isEmpty()) {
            int unit = UNITS.indexOf(Character.toUpperCase(text.charAt(text.length() - 1)));
            if (unit >= 0) {
                shift = 10 * (unit + 1);
                digits = text.substring(0, text.length() - 1);
            }
        }
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new UsageException(what + " '" + text
                    + "' is not a size: write a whole number of bytes, or of K, M, G or T, such as 10G");
        }
        try {
            return Math.multiplyExact(Long.parseLong(digits), 1L << shift);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new UsageException(what + " '" + text + "' is too large: at most " + Long.MAX_VALUE + " bytes");
        }
    }

    /** Returns a size as text, in the largest unit of which it is a whole number. */
    static String format(long bytes) {
        int unit = 0;
        long value = bytes;
        while (value != 0 && value % 1024 == 0 && unit < UNITS.length()) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? value + " bytes" : value + " " + UNITS.charAt(unit - 1) + "iB";
    }
}
