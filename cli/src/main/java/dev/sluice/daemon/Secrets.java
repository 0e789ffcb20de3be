package dev.sluice.daemon;

import dev.sluice.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds the texts of secrets where they are. No message holds one. */
final class Secrets {
    private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

    private Secrets() {}

    /** @throws IOException if it is not to be found */
    static String text(Secret secret) throws IOException {
        return switch (secret) {
            case null -> throw new IOException("a user has no password");
            case Secret.Kept(String id, String text) -> {
                if (text == null) {
                    throw new IOException("secret " + id + " is not in the file of secrets");
                }
                yield text;
            }
            case Secret.InFile(String path) -> firstLine(Path.of(path));
            case Secret.Credential(String name) -> firstLine(credentials().resolve(name));
        };
    }

    private static Path credentials() throws IOException {
        String directory = System.getenv(CREDENTIALS);
        if (directory == null) {
            throw new IOException("systemd hands no credentials to this process (" + CREDENTIALS + " is not set)");
        }
        return Path.of(directory);
    }

    private static String firstLine(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElseThrow(() -> new IOException("there is no secret in " + file));
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "cannot read the secret in " + file + ": " + e.getClass().getSimpleName(), e);
        }
    }
}
