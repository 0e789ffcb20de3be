package dev.sluice.migrate;

/**
 * A part of a configuration that the other program does not have, or does in another way.
 *
 * @param kind its importance
 * @param where it stands: a JSON pointer, or a file and line
 * @param what it is
 * @param advice the remedy
 */
public record Finding(Kind kind, String where, String what, String advice) {
    /** The importance of a finding. */
    public enum Kind {
        /** Access is not the same. */
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
