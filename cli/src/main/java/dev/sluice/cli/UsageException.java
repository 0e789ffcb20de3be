package dev.sluice.cli;

/** A mistake in the command line or in a file that it names: one message, exit code 2, nothing is served. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message, null, false, false);
    }
}
