package dev.sluice.config.file;

import java.io.IOException;
import java.nio.file.Path;

/** A file that somebody named and that is not what it has to be. The message says which file, what is wrong, and what to do. */
public final class UnusableFile extends IOException {
    private static final long serialVersionUID = 1;

    /** @param what is wrong, and what to do */
    public UnusableFile(Path file, String what) {
        this(file, what, null);
    }

    public UnusableFile(Path file, String what, Exception cause) {
        super((file.toString().isEmpty() ? "''" : file) + ": " + what, cause);
    }
}
