package dev.sluice.config.difference;

/** Sizes for people. */
final class SizeText {
    private static final String UNITS = "KMGTP";

    private SizeText() {}

    /** In the largest unit of which it is a whole number; null is none. */
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
