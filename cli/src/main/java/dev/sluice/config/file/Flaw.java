package dev.sluice.config.file;

/**
 * A mistake in a text.
 *
 * @param pointer its place, as a JSON pointer into the text (RFC 6901); empty for all of it
 * @param line from 1
 * @param column in that line, in characters, from 1
 * @param message the mistake, and the right value; without any secret
 */
public record Flaw(String pointer, int line, int column, String message) {
    /** Line, column and message, in the form of compilers. */
    @Override
    public String toString() {
        return line + ":" + column + ": " + (pointer.isEmpty() ? "" : pointer + ": ") + message;
    }
}
