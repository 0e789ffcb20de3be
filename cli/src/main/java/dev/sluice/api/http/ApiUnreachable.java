package dev.sluice.api.http;

/** A daemon that does not answer, or not in this protocol; the message has the remedy. */
public final class ApiUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    ApiUnreachable(String message) {
        super(message);
    }

    ApiUnreachable(String message, Exception cause) {
        super(message, cause);
    }
}
