package dev.sluice.config;

/**
 * What became of one node from one configuration to another.
 *
 * @param kind what happened to it
 * @param node which it is
 * @param detail what is new, in words: of a node that was changed its values before and after, of a new one its main ones
 */
public record Difference(Kind kind, Node node, String detail) {
    /** What happens to a node. */
    public enum Kind {
        CREATED,
        CHANGED,
        DELETED
    }
}
