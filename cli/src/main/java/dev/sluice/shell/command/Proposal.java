package dev.sluice.shell.command;

/**
 * Something that could be typed.
 *
 * @param text all of the word
 * @param description what it is, or empty
 * @param whole whether the word ends with it; otherwise more of the same word may follow
 */
public record Proposal(String text, String description, boolean whole) {
    public static Proposal of(String text) {
        return new Proposal(text, "", true);
    }

    public static Proposal of(String text, String description) {
        return new Proposal(text, description, true);
    }

    public static Proposal begun(String text) {
        return new Proposal(text, "", false);
    }
}
