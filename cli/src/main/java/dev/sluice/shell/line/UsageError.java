package dev.sluice.shell.line;

/** A mistake in a line; the message says what to type instead. */
public sealed class UsageError extends Exception permits UnknownPath {
    private static final long serialVersionUID = 1;

    public UsageError(String message) {
        super(message);
    }
}
