package dev.sluice.perf.load;

import java.io.UncheckedIOException;

/** A load that could not be run, in words for the user. */
final class LoadFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** The exit code if the command line is wrong. */
    static final int WRONG_ARGUMENTS = 2;
    /** The exit code if no session can be opened. */
    static final int NO_SESSION = 3;
    /** The exit code if a session broke under the load. */
    static final int BROKEN_SESSION = 4;

    private final int exitCode;

    private LoadFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static LoadFailure wrongArguments(String message) {
        return new LoadFailure(WRONG_ARGUMENTS, message, null);
    }

    static LoadFailure noSession(String message) {
        return new LoadFailure(NO_SESSION, message, null);
    }

    static LoadFailure brokenSession(Throwable cause) {
        Throwable reason = cause instanceof UncheckedIOException wrapper ? wrapper.getCause() : cause;
        return new LoadFailure(BROKEN_SESSION, "a session broke under the load: " + reason.getMessage(), cause);
    }

    int exitCode() {
        return exitCode;
    }
}
