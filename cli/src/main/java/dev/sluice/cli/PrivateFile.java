package dev.sluice.cli;

import dev.sluice.config.file.InputFile;
import dev.sluice.io.file.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files with secrets, which their owner alone may read. */
final class PrivateFile {
    private PrivateFile() {}

    /** Writes one, in place of what is there. */
    static void write(Path file, byte[] content) throws IOException {
        InputFile.requireRegularOrNone(file);
        new DurableFile(file.toAbsolutePath(), PosixFilePermissions.fromString("rw-------")).replace(content);
    }
}
