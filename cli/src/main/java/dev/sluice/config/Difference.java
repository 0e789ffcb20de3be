package dev.sluice.config;

/**
 * The change of one node between two configurations.
 *
 * @param kind the kind of change
 * @param node the node
 * @param detail the change in words: of a changed node its values before and after, of a new one its main values
 */
public record Difference(Kind kind, Node node, String detail) {
    /** The kinds of changes. */
    public enum Kind {
        CREATED,
        CHANGED,
        DELETED
    }
}
