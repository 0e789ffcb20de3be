package dev.sluice.io.sys;

import java.io.IOException;

/** A system call that failed. */
public final class SystemCallException extends IOException {
    private static final long serialVersionUID = 1;

    private final Errno errno;

    SystemCallException(String what, int number) {
        super(what + ": " + Errno.of(number).text() + " (" + name(number) + ")");
        this.errno = Errno.of(number);
    }

    /** The reason. */
    public Errno errno() {
        return errno;
    }

    private static String name(int number) {
        Errno errno = Errno.of(number);
        return errno == Errno.OTHER ? "error " + number : errno.name();
    }
}
