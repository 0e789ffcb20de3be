package dev.sluice.cli;

/** A mistake in what was asked for: reported as one message, exit code 2, and nothing is served. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message, null, false, false);
    }
}
