package dev.sluice.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A file that is for its owner alone. */
final class SecretFile {
    private static final int MAX_BYTES = 64 << 10;
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private SecretFile() {}

    /**
     * What is in it.
     *
     * @param advice what makes such a file, for those who have none
     * @throws IOException if there is none, others may use it, or it is no such file by its length
     */
    static byte[] read(Path file, String advice) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw new IOException("others than its owner may use " + file + ": chmod 600 " + file);
            }
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length == 0 || content.length > MAX_BYTES) {
                throw new IOException((content.length == 0 ? "there is nothing in " : "there is too much in ") + file
                        + ": " + advice);
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no " + file + ": " + advice, e);
        } catch (java.nio.file.FileSystemException e) {
            throw new IOException(file + " cannot be read (" + reason(e) + ")", e);
        }
    }

    /** Why a file cannot be used, without its name. */
    static String reason(java.nio.file.FileSystemException e) {
        return e instanceof java.nio.file.AccessDeniedException ? "permission denied" : String.valueOf(e.getReason());
    }
}
