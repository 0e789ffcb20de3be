package dev.sluice.daemon;

import dev.sluice.config.file.InputFile;
import dev.sluice.config.file.UnusableFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Reserves a state directory for one daemon or server: two of them would overwrite each other's persistent reservations. The kernel
 * releases the lock when the process ends in any way. One thread.
 */
public final class StateLock implements AutoCloseable {
    private static final String NAME = ".lock";

    private final FileChannel channel;
    private final Path directory;

    /** Directories that were made for this lock, the innermost first. */
    private final List<Path> made;

    private StateLock(FileChannel channel, Path directory, List<Path> made) {
        this.channel = channel;
        this.directory = directory;
        this.made = made;
    }

    /**
     * Takes a directory.
     *
     * @param directory created if it does not exist; null for none
     * @throws IOException if another process has it, or it cannot be written to
     */
    public static StateLock take(Path directory) throws IOException {
        if (directory == null) {
            return new StateLock(null, null, List.of());
        }
        List<Path> made = missing(directory);
        FileChannel channel = open(directory);
        try {
            if (channel.tryLock() != null && Files.exists(directory.resolve(NAME))) {
                return new StateLock(channel, directory, made);
            }
        } catch (OverlappingFileLockException e) {
            // Another server of this process has it.
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException("another daemon or server runs, with the state in " + directory
                + ": end that one, or give this one a --state-dir of its own");
    }

    /** The directory and its parents that do not exist yet, the innermost first. */
    private static List<Path> missing(Path directory) {
        List<Path> missing = new ArrayList<>();
        for (Path path = directory.toAbsolutePath(); path != null && Files.notExists(path); path = path.getParent()) {
            missing.add(path);
        }
        return missing;
    }

    private static FileChannel open(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        try {
            makeDirectory(directory);
            InputFile.requireRegularOrNone(file);
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            throw new UnusableFile(
                    file,
                    "this user may not write it: give it the right to, or give this server another --state-dir",
                    e);
        } catch (FileSystemException e) {
            throw new UnusableFile(
                    directory,
                    "cannot keep state: " + (e.getReason() == null ? e.toString() : e.getReason())
                            + "; give this server a --state-dir that it can write",
                    e);
        }
    }

    private static void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (directory.toString().isEmpty() || Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnusableFile(directory, "is no directory: give this server a --state-dir that is one");
        }
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileSystemException e) {
            throw new UnusableFile(
                    directory, "this directory cannot be made: create it, or give this server another --state-dir", e);
        }
    }

    /** Closes the lock, and removes the directories that were created for it, if they are empty. */
    public void abandon() {
        try {
            if (!made.isEmpty()) {
                Files.deleteIfExists(directory.resolve(NAME));
                for (Path path : made) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            // Somebody keeps something there.
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It ends with the process.
        }
    }
}
