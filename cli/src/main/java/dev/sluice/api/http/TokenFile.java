package dev.sluice.api.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file with the token that remote clients show. */
final class TokenFile {
    private static final int MIN_LENGTH = 32;
    private static final int MAX_LENGTH = 1024;

    private TokenFile() {}

    /** @throws IOException if other users can read it, or its first line is no token, or too short to be secret */
    static String read(Path file) throws IOException {
        String advice = "(umask 077; openssl rand -hex 32 > " + file + ") makes a token";
        byte[] content = CredentialFile.readSecret(file, advice);
        String token = new String(content, StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        if (token.length() < MIN_LENGTH) {
            throw new IOException("the token in " + file + " has fewer than " + MIN_LENGTH + " characters: " + advice);
        }
        if (token.length() > MAX_LENGTH || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IOException(
                    "the first line of " + file + " is no token, which has no blanks, ASCII only, and at most "
                            + MAX_LENGTH + " characters: " + advice);
        }
        return token;
    }
}
