package dev.sluice.config.difference;

/** Sizes as text. */
final class SizeText {
    private static final String UNITS = "KMGTP";

    private SizeText() {}

    /** The size in the largest unit that gives a whole number; null for null. */
    static String words(Long bytes) {
        if (bytes == null) {
            return null;
        }
        long value = bytes;
        int unit = 0;
        while (value != 0 && value % 1024 == 0 && unit < UNITS.length()) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? value + " bytes" : value + " " + UNITS.charAt(unit - 1) + "iB";
    }
}
