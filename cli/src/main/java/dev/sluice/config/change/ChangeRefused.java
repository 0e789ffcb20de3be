package dev.sluice.config.change;

/** A change cannot be done; the message says why, and what to do instead. */
public final class ChangeRefused extends Exception {
    private static final long serialVersionUID = 1;

    /** The reasons against a change. */
    public enum Reason {
        /** A node that it names does not exist. */
        NOT_FOUND,
        /** The node that it creates exists already. */
        EXISTS,
        /** The node that it deletes is in use: {@code force} allows it. */
        IN_USE,
        /** A value that it gives cannot be. */
        INVALID
    }

    private final Reason reason;

    public ChangeRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
