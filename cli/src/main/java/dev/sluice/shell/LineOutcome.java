package dev.sluice.shell;

/** The outcome of a line; its code is the exit code of the program if the line is the last one. */
public enum LineOutcome {
    DONE(0),
    /** The daemon refused, or the command failed. */
    FAILED(1),
    /** The line is wrong. */
    USAGE_ERROR(2),
    /** No daemon answers at the address. */
    UNREACHABLE(3);

    private final int code;

    LineOutcome(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
