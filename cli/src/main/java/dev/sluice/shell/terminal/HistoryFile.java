package dev.sluice.shell.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The file with the history of typed lines. Its user alone may read it. */
final class HistoryFile {
    private HistoryFile() {}

    /** Returns the file, and creates it if necessary; null if it cannot be used: then there is no history. */
    static Path prepare(Map<String, String> environment) {
        Path directory = directory(environment);
        if (directory == null) {
            return null;
        }
        Path file = directory.resolve("history");
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return Files.isWritable(file) ? file : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static Path directory(Map<String, String> environment) {
        String state = environment.get("XDG_STATE_HOME");
        if (state != null && state.startsWith("/")) {
            return Path.of(state, "sluice");
        }
        String home = environment.get("HOME");
        return home == null || home.isEmpty() ? null : Path.of(home, ".local", "state", "sluice");
    }
}
