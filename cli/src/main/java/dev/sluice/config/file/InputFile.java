package dev.sluice.config.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file named by a user, read as a whole. Directories, devices and other wrong files are refused before they are opened; the message
 * has their kind and the remedy. Any thread that may wait for a file.
 */
public final class InputFile {
    /** The largest file that is read: the largest request of the API. */
    public static final int MOST_BYTES = 64 << 20;

    /** The kind of a file in its mode (inode(7)). */
    private static final int S_IFMT = 0170000;

    private static final int S_IFIFO = 0010000;
    private static final int S_IFCHR = 0020000;
    private static final int S_IFDIR = 0040000;
    private static final int S_IFBLK = 0060000;
    private static final int S_IFREG = 0100000;

    private InputFile() {}

    /**
     * The content of a regular file or a pipe, as of {@code <(command)}.
     *
     * @throws UnusableFile if the file does not exist, or is of another kind
     */
    public static byte[] read(Path file) throws IOException {
        int kind = kind(file);
        if (kind != S_IFREG && kind != S_IFIFO) {
            throw refused(file, kind);
        }
        return content(file);
    }

    /** The content of a regular file. A pipe is refused, since reading it would wait. */
    public static byte[] readRegular(Path file) throws IOException {
        requireRegular(file);
        return content(file);
    }

    /** @throws UnusableFile if it does not exist, or is no regular file */
    public static void requireRegular(Path file) throws IOException {
        int kind = kind(file);
        if (kind != S_IFREG) {
            throw refused(file, kind);
        }
    }

    /** @throws UnusableFile if it exists and is no regular file, or is a link to nothing */
    public static void requireRegularOrNone(Path file) throws IOException {
        if (!Files.notExists(file, LinkOption.NOFOLLOW_LINKS) || !Files.isDirectory(parent(file))) {
            requireRegular(file);
        }
    }

    private static UnusableFile refused(Path file, int kind) {
        return new UnusableFile(
                file,
                switch (kind) {
                    case S_IFDIR -> "is a directory: name a file";
                    case S_IFBLK, S_IFCHR -> "is a device: name a file";
                    case S_IFIFO -> "is a pipe: name a regular file";
                    default -> "is a socket or another special file: name a file";
                });
    }

    private static int kind(Path file) throws IOException {
        try {
            return (int) Files.getAttribute(file, "unix:mode") & S_IFMT;
        } catch (IOException e) {
            throw explained(file, e);
        }
    }

    private static byte[] content(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MOST_BYTES + 1);
        } catch (FileSystemException e) {
            throw explained(file, e);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
        }
        if (content.length > MOST_BYTES) {
            throw new UnusableFile(
                    file, "has more than " + (MOST_BYTES >> 20) + " MiB: this is another file than meant");
        }
        return content;
    }

    private static IOException explained(Path file, IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> new UnusableFile(file, whyMissing(file), e);
            case AccessDeniedException denied ->
                new UnusableFile(file, "this user may not read it: give it the right to, or be another user", e);
            case FileSystemLoopException loop -> new UnusableFile(file, "is a symbolic link that leads to itself", e);
            case FileSystemException other when other.getReason() != null -> new UnusableFile(file, reason(other), e);
            default -> new IOException(file + ": cannot be read: " + e.getMessage(), e);
        };
    }

    private static String reason(FileSystemException e) {
        String reason = e.getReason();
        return reason.startsWith("Too many levels")
                ? "is a symbolic link that leads to itself"
                : reason.startsWith("Not a directory") ? "a part of this path is no directory" : reason;
    }

    private static String whyMissing(Path file) {
        Path folder = parent(file);
        if (Files.isSymbolicLink(file)) {
            try {
                return "is a symbolic link to " + Files.readSymbolicLink(file) + ", which does not exist";
            } catch (IOException e) {
                return "is a symbolic link that leads nowhere";
            }
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            return "a part of this path is no directory";
        }
        return Files.isDirectory(folder)
                ? "there is no such file"
                : "there is no such file, nor its directory " + folder;
    }

    private static Path parent(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }
}
