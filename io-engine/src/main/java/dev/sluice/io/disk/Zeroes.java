package dev.sluice.io.disk;

import dev.sluice.io.sys.Mapping;
import dev.sluice.io.sys.SystemCallException;
import java.io.UncheckedIOException;

/** Memory full of zeroes that all rings write from and nobody writes to. Kept for the life of the process. */
final class Zeroes {
    static final int BYTES = 1 << 20;
    static final long ADDRESS;

    static {
        try {
            ADDRESS = Mapping.anonymous(BYTES).segment().address();
        } catch (SystemCallException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Zeroes() {}
}
