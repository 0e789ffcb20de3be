package dev.sluice.config.file;

import java.io.IOException;
import java.nio.file.Path;

/** A file named by a user that cannot be used. The message has the file, the reason and the remedy. */
public final class UnusableFile extends IOException {
    private static final long serialVersionUID = 1;

    /** @param what the reason and the remedy */
    public UnusableFile(Path file, String what) {
        this(file, what, null);
    }

    public UnusableFile(Path file, String what, Exception cause) {
        super((file.toString().isEmpty() ? "''" : file) + ": " + what, cause);
    }
}
