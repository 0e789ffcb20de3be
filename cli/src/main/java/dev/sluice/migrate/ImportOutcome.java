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
        /** The element has a counterpart. */
        MAPPED,
        /** The element needs no counterpart. */
        MEANINGLESS,
        /** A {@link Finding} reports the element, or one that contains it. */
        REPORTED
    }
}
