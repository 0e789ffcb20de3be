package dev.sluice.config.change;

/** A change cannot be done; the message says why, and what to do instead. */
public final class ChangeRefused extends Exception {
    private static final long serialVersionUID = 1;

    /** Why a change is refused. */
    public enum Reason {
        /** What it names is not there. */
        NOT_FOUND,
        /** What it makes is there already. */
        EXISTS,
        /** What it takes away is in use: with {@code force} it can be done. */
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
