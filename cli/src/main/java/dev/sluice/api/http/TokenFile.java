package dev.sluice.api.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** A file with the token that remote clients show. */
final class TokenFile {
    private static final int MIN_LENGTH = 32;

    private TokenFile() {}

    /** @throws IOException if others may read it, or its first line is too short to be secret */
    static String read(Path file) throws IOException {
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        others.remove(PosixFilePermission.OWNER_READ);
        others.remove(PosixFilePermission.OWNER_WRITE);
        if (!others.isEmpty()) {
            throw new IOException("others than its owner may use " + file + ": chmod 600 " + file);
        }
        try (Stream<String> lines = Files.lines(file)) {
            String token = lines.findFirst().orElse("").strip();
            if (token.length() < MIN_LENGTH) {
                throw new IOException("the token in " + file + " has fewer than " + MIN_LENGTH
                        + " characters: openssl rand -hex 32 makes one");
            }
            return token;
        }
    }
}
