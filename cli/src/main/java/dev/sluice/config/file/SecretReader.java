package dev.sluice.config.file;

import dev.sluice.config.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Reads the texts of secrets when they are needed. Any thread that may wait for a file. */
public final class SecretReader {
    private static final Set<PosixFilePermission> FOR_ALL =
            EnumSet.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    /** The limits of a secret: the least of RFC 7143 9.2.1, and more than any initiator takes. */
    private static final int LEAST_BYTES = 12;

    private static final int MOST_BYTES = 255;
    private static final int MOST_FILE_BYTES = 4096;

    private final Path credentials;

    /** @param credentials the folder of the credentials that systemd hands to the service, or null */
    public SecretReader(Path credentials) {
        this.credentials = credentials;
    }

    /** The reader with the credentials of this service, which are in {@code $CREDENTIALS_DIRECTORY}. */
    public static SecretReader ofThisService() {
        String folder = System.getenv("CREDENTIALS_DIRECTORY");
        return new SecretReader(folder == null || folder.isEmpty() ? null : Path.of(folder));
    }

    /**
     * The text of a secret.
     *
     * @throws IOException if it cannot be read, or is too short or too long; the message has the reason and no secret
     */
    public String text(Secret secret) throws IOException {
        return switch (secret) {
            case Secret.Kept(String id, String text) -> {
                if (text == null) {
                    throw new IOException("the file of secrets has none that is called " + id);
                }
                yield text;
            }
            case Secret.InFile(String path) -> inFile(Path.of(path));
            case Secret.Credential(String name) -> {
                if (credentials == null) {
                    throw new IOException("there is no credential '" + name
                            + "': the service was given none; add LoadCredential=" + name + ":/PATH to its unit");
                }
                yield firstLine(credentials.resolve(name), "add LoadCredential=" + name + ":/PATH to the unit");
            }
        };
    }

    private static String inFile(Path file) throws IOException {
        if (Files.exists(file)) {
            InputFile.requireRegular(file);
            Set<PosixFilePermission> wide = EnumSet.copyOf(FOR_ALL);
            wide.retainAll(Files.getPosixFilePermissions(file));
            if (!wide.isEmpty()) {
                throw new IOException(file + ": everybody may read or change it: chmod o-rw " + file);
            }
        }
        return firstLine(file, "write the password to it");
    }

    private static String firstLine(Path file, String advice) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_FILE_BYTES);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file: " + advice, e);
        } catch (IOException e) {
            throw new IOException(file + ": it cannot be read: " + e.getMessage(), e);
        }
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        if (end < LEAST_BYTES || end > MOST_BYTES) {
            throw new IOException(file + ": its first line has " + end + " bytes: a password has " + LEAST_BYTES
                    + " to " + MOST_BYTES);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, end))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": its first line is not UTF-8", e);
        }
    }
}
