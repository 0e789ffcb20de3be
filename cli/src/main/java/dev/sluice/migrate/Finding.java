package dev.sluice.migrate;

/**
 * A part of a configuration that the other program lacks, or treats in another way.
 *
 * @param kind its importance
 * @param where its place: a JSON pointer, or a file and line
 * @param what the difference
 * @param advice the remedy
 */
public record Finding(Kind kind, String where, String what, String advice) {
    /** The importance of a finding. */
    public enum Kind {
        /** Access is different. */
        SECURITY,
        /** The part is lost. */
        LOST,
        /** The part is kept, and behaves in another way. */
        CHANGED
    }

    @Override
    public String toString() {
        return printable(kind + " " + where + ": " + what + (advice.isEmpty() ? "" : ". " + advice));
    }

    /** A text with parts of a file, safe to print on a terminal. */
    public static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\x80-\\x9f]", "?");
    }
}
