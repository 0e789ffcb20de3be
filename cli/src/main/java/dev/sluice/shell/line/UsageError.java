package dev.sluice.shell.line;

/** What was typed is not understood; the message says what to type instead. */
public final class UsageError extends Exception {
    private static final long serialVersionUID = 1;

    public UsageError(String message) {
        super(message);
    }
}
