package dev.sluice.config.file;

/**
 * Something that is wrong in a text.
 *
 * @param pointer what it concerns, as a JSON pointer into the text (RFC 6901); empty for all of it
 * @param line from 1
 * @param column in that line, in characters, from 1
 * @param message what is wrong, and what to write instead; a secret is never in it
 */
public record Flaw(String pointer, int line, int column, String message) {
    /** As compilers say it: line, column, what. */
    @Override
    public String toString() {
        return line + ":" + column + ": " + (pointer.isEmpty() ? "" : pointer + ": ") + message;
    }
}
