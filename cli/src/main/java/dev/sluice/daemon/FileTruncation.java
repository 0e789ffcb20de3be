package dev.sluice.daemon;

import dev.sluice.config.Backstore;
import dev.sluice.daemon.BackstoreChanges.Altered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Files that a change truncates: compared with their present length, not with the configured one. The data beyond the new end are
 * lost. Any thread.
 */
final class FileTruncation {
    private FileTruncation() {}

    static boolean isOne(Altered altered) {
        Long size = altered.after().size();
        return !Objects.equals(altered.before().size(), size) && size != null && size < length(altered.after());
    }

    /** Sentences about the data that would be lost. */
    static List<String> losses(BackstoreChanges changes) {
        return changes.altered().stream()
                .filter(FileTruncation::isOne)
                .map(Altered::after)
                .map(backstore -> "/backstores/" + backstore.id() + " has " + length(backstore)
                        + " bytes: the data beyond " + backstore.size() + " would be lost")
                .toList();
    }

    /** Present length of the file in bytes; 0 if there is none. */
    static long length(Backstore backstore) {
        try {
            return Files.size(Path.of(backstore.path()));
        } catch (IOException e) {
            return 0;
        }
    }
}
