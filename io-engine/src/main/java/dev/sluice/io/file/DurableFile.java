package dev.sluice.io.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small file that is replaced as a whole: after a crash it is as before or as after, never in between. One thread at a time. */
public final class DurableFile {
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private static final Logger LOG = LoggerFactory.getLogger(DurableFile.class);

    private final Path file;
    private final Set<PosixFilePermission> permissions;

    /** A file that only its owner may read. */
    public DurableFile(Path file) {
        this(file, OWNER_ONLY);
    }

    /** One with other permissions, whatever the umask is. */
    public DurableFile(Path file, Set<PosixFilePermission> permissions) {
        this.file = file;
        this.permissions = Set.copyOf(permissions);
    }

    public Path path() {
        return file;
    }

    /** Null if there is none. */
    public byte[] read() throws IOException {
        return Files.exists(file) ? Files.readAllBytes(file) : null;
    }

    /** Durable when it returns. */
    public void write(byte[] content) throws IOException {
        replace(content, true);
        syncDirectory();
    }

    /** Its content is durable when this returns. */
    public void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
        syncDirectory();
    }

    /** Like {@link #write} when the program crashes; when the machine does, there may be anything. */
    public void replace(byte[] content) throws IOException {
        replace(content, false);
    }

    private void replace(byte[] content, boolean durable) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(fresh, NEW, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (!permissions.equals(OWNER_ONLY)) {
                keepGroup(fresh);
                Files.setPosixFilePermissions(fresh, permissions);
            }
            if (durable) {
                channel.force(true);
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The readers of the old file may read the new one, and the first file is for the readers of its folder, as far as this process may say so. */
    private void keepGroup(Path fresh) throws IOException {
        try {
            GroupPrincipal group = view(Files.exists(file) ? file : file.getParent())
                    .readAttributes()
                    .group();
            if (!group.equals(view(fresh).readAttributes().group())) {
                view(fresh).setGroup(group);
            }
        } catch (FileSystemException e) {
            LOG.debug("{}: its group cannot be kept", file, e);
        }
    }

    private static PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }

    public void delete() throws IOException {
        if (Files.deleteIfExists(file)) {
            syncDirectory();
        }
    }

    private void syncDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
