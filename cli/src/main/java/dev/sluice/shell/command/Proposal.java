package dev.sluice.shell.command;

/**
 * A proposal of completion: a word that could be typed.
 *
 * @param text the word, from its beginning
 * @param description its meaning, or empty
 * @param whole true if the word ends with the text; false if more of the same word may follow
 */
public record Proposal(String text, String description, boolean whole) {
    public static Proposal of(String text) {
        return new Proposal(text, "", true);
    }

    public static Proposal of(String text, String description) {
        return new Proposal(text, description, true);
    }

    /** Returns a proposal for the beginning of a word. */
    public static Proposal begun(String text) {
        return new Proposal(text, "", false);
    }
}
