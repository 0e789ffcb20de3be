package dev.sluice.migrate;

/**
 * What a configuration says that the other program does not do, or does in another way.
 *
 * @param kind how much it matters
 * @param where it stands: a JSON pointer, or a file and line
 * @param what it is
 * @param advice what to do about it
 */
public record Finding(Kind kind, String where, String what, String advice) {
    /** How much a finding matters. */
    public enum Kind {
        /** Who reaches what is not the same. */
        SECURITY,
        /** It is not there. */
        LOST,
        /** It is there, and behaves in another way. */
        CHANGED
    }

    @Override
    public String toString() {
        return printable(kind + " " + where + ": " + what + (advice.isEmpty() ? "" : ". " + advice));
    }

    /** Text of which parts were in a file, fit for a terminal. */
    public static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\x80-\\x9f]", "?");
    }
}
