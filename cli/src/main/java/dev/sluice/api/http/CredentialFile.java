package dev.sluice.api.http;

import dev.sluice.config.file.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A file of an option. Messages about it have its name and the remedy. */
final class CredentialFile {
    private static final int MAX_BYTES = 4 << 20;
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private CredentialFile() {}

    /**
     * Content of a file.
     *
     * @param advice advice on how to make such a file, or on its content
     * @throws IOException if it does not exist, or has the wrong length
     */
    static byte[] read(Path file, String advice) throws IOException {
        if (Files.exists(file)) {
            InputFile.requireRegular(file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length == 0 || content.length > MAX_BYTES) {
                String what = content.length == 0 ? "there is nothing in " : "there is too much in ";
                throw new IOException(what + file + ": " + advice);
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no " + file + ": " + advice, e);
        } catch (AccessDeniedException e) {
            throw new IOException("you may not read " + file, e);
        }
    }

    /**
     * Content of a file that only its owner may use.
     *
     * @throws IOException also if other users can read or write it
     */
    static byte[] readSecret(Path file, String advice) throws IOException {
        byte[] content = read(file, advice);
        if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException("others than its owner may use " + file + ": chmod 600 " + file);
        }
        return content;
    }
}
