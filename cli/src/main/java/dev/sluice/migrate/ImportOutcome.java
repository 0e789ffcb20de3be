package dev.sluice.migrate;

/**
 * What became of one element of a foreign configuration.
 *
 * @param kind what became of it
 * @param reason why it needs no counterpart; empty for the others
 */
public record ImportOutcome(Kind kind, String reason) {
    /** What can become of an element. */
    public enum Kind {
        /** It has a counterpart. */
        MAPPED,
        /** It says nothing that would have to be taken over. */
        MEANINGLESS,
        /** A {@link Finding} tells of it, or of what it is a part of. */
        REPORTED
    }
}
