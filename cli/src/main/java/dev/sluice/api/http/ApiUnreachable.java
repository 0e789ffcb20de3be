package dev.sluice.api.http;

/** A daemon does not answer, or not as this program expects; the message says what to do. */
public final class ApiUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    ApiUnreachable(String message) {
        super(message);
    }

    ApiUnreachable(String message, Exception cause) {
        super(message, cause);
    }
}
