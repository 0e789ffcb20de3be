package dev.sluice.api.http;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
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

    private SocketFile() {}

    /**
     * Makes room for a socket: one that nobody listens on any more is removed.
     *
     * @throws IOException if somebody listens there, or something else than a socket is in the way
     */
    static void makeRoom(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        if (Files.notExists(file)) {
            return;
        }
        if (Files.isRegularFile(file) || Files.isDirectory(file)) {
            throw new IOException(file + " is not a socket: choose another place, or move it out of the way");
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            throw new IOException("a daemon listens on " + file + " already" + (probe.isConnected() ? "" : "?"));
        } catch (java.net.ConnectException e) {
            Files.deleteIfExists(file);
        } catch (java.net.SocketException e) {
            if (!Files.deleteIfExists(file)) {
                throw e;
            }
        }
    }

    /** Lets the owner and a group connect, and nobody else. */
    static void restrict(Path file, String group) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        try {
            GroupPrincipal principal =
                    file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
            view.setGroup(principal);
            view.setPermissions(PosixFilePermissions.fromString("rw-rw----"));
        } catch (UserPrincipalNotFoundException e) {
            LOG.info("there is no group {}: only {} and root may use {}", group, System.getProperty("user.name"), file);
            view.setPermissions(PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            LOG.warn("{} cannot be given to the group {}: {}", file, group, e.getMessage());
            view.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
