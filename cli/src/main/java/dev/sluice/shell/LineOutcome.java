package dev.sluice.shell;

/** How a line ended; its code is the program's exit code where it was the last one. */
public enum LineOutcome {
    DONE(0),
    /** Refused, or not carried out. */
    FAILED(1),
    /** What was typed is not understood. */
    MISTAKEN(2),
    /** Nobody answers at the daemon's address. */
    UNREACHABLE(3);

    private final int code;

    LineOutcome(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
