package dev.sluice.migrate;

/**
 * The result for one element of a foreign configuration.
 *
 * @param kind the kind of result
 * @param reason the reason why it needs no counterpart; empty for the others
 */
public record ImportOutcome(Kind kind, String reason) {
    /** The kinds of results. */
    public enum Kind {
        /** It has a counterpart. */
        MAPPED,
        /** It says nothing that would have to be taken over. */
        MEANINGLESS,
        /** A {@link Finding} tells of it, or of what it is a part of. */
        REPORTED
    }
}
