package dev.sluice.api.http;

import dev.sluice.config.file.UnusableFile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of a Unix socket. */
final class SocketFile {
    private static final Logger LOG = LoggerFactory.getLogger(SocketFile.class);

    /** The kind of a file in its mode (inode(7)). */
    private static final int S_IFMT = 0170000;

    private static final int S_IFSOCK = 0140000;
    private static final int MOST_BYTES = 106;

    private SocketFile() {}

    /**
     * Makes room for a socket: removes an old one without a listener.
     *
     * @throws IOException if another process listens there, or the file is no socket
     */
    static void makeRoom(Path file) throws IOException {
        requireShort(file);
        makeFolder(file);
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.exists(file) || !isSocket(file)) {
            throw new UnusableFile(file, "is not a socket: choose another place, or move it out of the way");
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            throw new IOException("a daemon listens on " + probe.getRemoteAddress() + " already");
        } catch (ConnectException e) {
            Files.deleteIfExists(file);
        } catch (SocketException e) {
            throw new IOException(file + " belongs to somebody else, it seems: " + e.getMessage(), e);
        }
    }

    private static void makeFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (FileSystemException e) {
            throw new UnusableFile(
                    file, "its directory " + folder + " is none and cannot be made: choose another --socket", e);
        }
        if (!Files.isWritable(folder)) {
            throw new UnusableFile(
                    file,
                    "this user may not write to " + folder + ": give it the right to, or choose another --socket");
        }
    }

    /** Requires a path of at most {@value #MOST_BYTES} bytes: the kernel takes 107 (unix(7)), and the temporary path has one more. */
    private static void requireShort(Path file) throws UnusableFile {
        int bytes = file.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MOST_BYTES) {
            throw new UnusableFile(
                    file,
                    "a socket's path has 1 to " + MOST_BYTES + " bytes, not " + bytes + ": choose another --socket");
        }
    }

    /** The temporary path of a socket, which is renamed later.
     *
     * @throws IOException if the file there is no socket
     */
    static Path nameless(Path file) throws IOException {
        Path made = file.resolveSibling(file.getFileName() + "~");
        if (Files.exists(made) && !isSocket(made)) {
            throw new IOException(made + " is in the way: move it elsewhere");
        }
        Files.deleteIfExists(made);
        return made;
    }

    private static boolean isSocket(Path file) throws IOException {
        return ((int) Files.getAttribute(file, "unix:mode") & S_IFMT) == S_IFSOCK;
    }

    /**
     * Restricts the socket to its owner and a group.
     *
     * @return user and group of the socket
     */
    static SocketOwner restrict(Path file, String group) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        try {
            GroupPrincipal principal =
                    file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
            view.setGroup(principal);
            view.setPermissions(PosixFilePermissions.fromString("rw-rw----"));
            return new SocketOwner(number(file, "unix:uid"), number(file, "unix:gid"));
        } catch (UserPrincipalNotFoundException e) {
            LOG.info("there is no group {}: only root and the user of the daemon may use {}", group, file);
            view.setPermissions(PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            LOG.warn("{} cannot be given to the group {}: {}", file, group, e.getMessage());
            view.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
        return new SocketOwner(number(file, "unix:uid"), SocketOwner.NOBODY);
    }

    private static int number(Path file, String attribute) throws IOException {
        return (int) Files.getAttribute(file, attribute);
    }
}
