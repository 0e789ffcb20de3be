package dev.sluice.cli;

import dev.sluice.config.file.InputFile;
import dev.sluice.io.file.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files with secrets, which only their owner may read. */
final class PrivateFile {
    private PrivateFile() {}

    /** Writes a file, or replaces it. */
    static void write(Path file, byte[] content) throws IOException {
        InputFile.requireRegularOrNone(file);
        new DurableFile(file.toAbsolutePath(), PosixFilePermissions.fromString("rw-------")).replace(content);
    }
}
