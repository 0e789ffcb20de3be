package dev.sluice.config.change;

/** A change that cannot be made; the message has the reason and the remedy. */
public final class ChangeRefused extends Exception {
    private static final long serialVersionUID = 1;

    /** The reasons against a change. */
    public enum Reason {
        /** A node that the change names does not exist. */
        NOT_FOUND,
        /** The node that the change creates exists already. */
        EXISTS,
        /** The node that the change deletes is in use: {@code force} allows it. */
        IN_USE,
        /** A value is not possible. */
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
