package dev.sluice.config;

/**
 * Something in a configuration that cannot be.
 *
 * @param pointer where it is, as a JSON pointer into the saved form (RFC 6901)
 * @param message what is wrong, and what to write instead
 */
public record Problem(String pointer, String message) {
    @Override
    public String toString() {
        return (pointer.isEmpty() ? "" : pointer + ": ") + message;
    }
}
