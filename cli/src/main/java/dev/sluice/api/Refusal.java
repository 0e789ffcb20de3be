package dev.sluice.api;

import java.util.List;

/** A request was not carried out, and nothing has changed. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    /** Reasons. */
    public enum Reason {
        NOT_UNDERSTOOD(400),
        NOT_ALLOWED(403),
        NOT_FOUND(404),
        EXISTS(409),
        /** A node that would be removed is in use; force allows it. */
        IN_USE(409),
        TOO_LARGE(413),
        INVALID(422),
        /** It is right, and the machine could not do it. */
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
     * One thing that is wrong.
     *
     * @param pointer place in the configuration as a JSON pointer, or empty
     * @param line in the text that was sent, from 1; 0 where that is not known
     * @param column in that line, from 1; 0 where that is not known
     * @param message error, and what to write instead
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

    /** Errors in detail, where there is more to say than in the message. */
    public List<Detail> details() {
        return details == null ? List.of() : details;
    }
}
