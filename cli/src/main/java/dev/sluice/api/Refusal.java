package dev.sluice.api;

import java.util.List;

/** The refusal of a request. Nothing has changed. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    /** Reasons. */
    public enum Reason {
        NOT_UNDERSTOOD(400),
        NOT_ALLOWED(403),
        NOT_FOUND(404),
        EXISTS(409),
        /** The change would remove a node that is in use; {@code force} allows it. */
        IN_USE(409),
        TOO_LARGE(413),
        INVALID(422),
        /** The request is right, and the machine failed to carry it out. */
        FAILED(500),
        STOPPING(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** The status code of HTTP. */
        public int status() {
            return status;
        }
    }

    /**
     * A single mistake.
     *
     * @param pointer place in the configuration as a JSON pointer, or empty
     * @param line the line in the text of the request, from 1; 0 if it is not known
     * @param column the column in that line, from 1; 0 if it is not known
     * @param message the mistake, and the right value
     */
    public record Detail(String pointer, int line, int column, String message) {}

    private final Reason reason;
    private final transient List<Detail> details;

    public Refusal(Reason reason, String message) {
        this(reason, message, List.of());
    }

    public Refusal(Reason reason, String message, List<Detail> details) {
        super(message);
        this.reason = reason;
        this.details = List.copyOf(details);
    }

    public Reason reason() {
        return reason;
    }

    /** The single mistakes, if there are more than the message has. */
    public List<Detail> details() {
        return details == null ? List.of() : details;
    }
}
