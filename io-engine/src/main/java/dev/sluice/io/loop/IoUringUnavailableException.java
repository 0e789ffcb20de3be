package dev.sluice.io.loop;

import java.io.IOException;

/** io_uring cannot be used here. The message says why, and what to set. */
public final class IoUringUnavailableException extends IOException {
    private static final long serialVersionUID = 1;

    /** The obstacle. */
    public enum Reason {
        /** The sysctl kernel.io_uring_disabled forbids it. */
        DISABLED_BY_SYSCTL,
        /** A seccomp filter, as containers have it, forbids it. */
        DENIED_BY_FILTER,
        /** The kernel is too old, or built without it. */
        KERNEL,
        /** Not enough memory may be locked. */
        LOCKED_MEMORY,
        /** The library that drives it did not load. */
        LIBRARY
    }

    private final Reason reason;

    IoUringUnavailableException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
