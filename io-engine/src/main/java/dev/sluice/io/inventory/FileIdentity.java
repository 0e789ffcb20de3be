package dev.sluice.io.inventory;

import dev.sluice.io.sys.DiskIoctls;
import dev.sluice.io.sys.FileStatus;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.SystemCallException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The identity of a file, kept with it in an extended attribute: a UUID, and the mark of the file that it was given to.
 *
 * <p>The mark is made of what a copy cannot have in common with its original: the inode's number and time of birth, and the file
 * system's UUID. A file keeps it through renames and restarts, and when its file system moves to another host. {@code cp
 * --preserve=xattr} copies the attribute, but not what the mark says: a copy is found out, and gets an identity of its own, since
 * two disks that share one would be merged by multipath and destroy each other. Whoever moves a file by copying it, and has
 * removed the original, says so by writing the bare UUID: {@code setfattr -n user.sluice.id -v UUID FILE}; it is taken and
 * marked. What cannot be told apart is a whole file system cloned below the file system (a snapshot of its volume): give
 * the disk a serial of its own there.
 */
public final class FileIdentity {
    static final String ATTRIBUTE = "user.sluice.id";

    private static final Logger LOG = LoggerFactory.getLogger(FileIdentity.class);
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,64}");
    /** For a part of a mark that a file system or kernel does not tell. */
    private static final String UNKNOWN = "-";

    private FileIdentity() {}

    /**
     * Returns the identity of a regular file: 1 to 64 printable ASCII characters. A file without one is given one, durably. Any thread
     * that may wait for a disk.
     *
     * @param file the open file
     * @param status its status
     * @param readOnly true where nothing may be written to it: a new identity is derived, and not kept
     */
    public static String of(OpenFile file, FileStatus status, boolean readOnly) {
        String mark = mark(status, DiskIoctls.fileSystem(file));
        String kept;
        try {
            kept = file.attribute(ATTRIBUTE);
        } catch (SystemCallException e) {
            return derived(file, status, mark, e.getMessage());
        }
        String[] parts = kept == null ? new String[0] : kept.split(" ");
        boolean isId = parts.length > 0 && ID.matcher(parts[0]).matches();
        if (isId && parts.length == 2 && isSameFile(parts[1], mark)) {
            return parts[0];
        }
        if (isId && parts.length == 1) {
            return keep(file, status, mark, parts[0], readOnly);
        }
        if (kept != null) {
            LOG.warn(
                    "{}: it is a copy of a disk with the identity {}, so it gets one of its own. If the other is gone, and"
                            + " this one shall take its place: setfattr -n {} -v {} {}",
                    file.path(),
                    parts.length > 0 ? parts[0] : kept,
                    ATTRIBUTE,
                    parts.length > 0 ? parts[0] : kept,
                    file.path());
        }
        return keep(file, status, mark, first(status, mark), readOnly);
    }

    private static String keep(OpenFile file, FileStatus status, String mark, String id, boolean readOnly) {
        if (readOnly) {
            return derived(file, status, mark, "it is served read-only");
        }
        try {
            file.setAttribute(ATTRIBUTE, id + " " + mark);
            file.sync();
            return id;
        } catch (SystemCallException e) {
            return derived(file, status, mark, e.getMessage());
        }
    }

    private static String derived(OpenFile file, FileStatus status, String mark, String why) {
        LOG.warn(
                "{}: its identity cannot be kept with it ({}): it is derived from the file's number in its file system, and"
                        + " changes when the file is copied",
                file.path(),
                why);
        return first(status, mark);
    }

    /** Derived from the mark, so that a file has the same identity before it could be kept, as while it is read-only. */
    private static String first(FileStatus status, String mark) {
        String seed =
                mark.startsWith(UNKNOWN) ? GeneratedIdentity.host() + status.major() + ":" + status.minor() + ":" : "";
        return GeneratedIdentity.derivedFrom(seed + mark);
    }

    /** fs:inode:birth:subvolume */
    private static String mark(FileStatus status, UUID fileSystem) {
        return String.join(
                ":",
                fileSystem == null ? UNKNOWN : fileSystem.toString(),
                Long.toString(status.inode()),
                status.birthNanos() == 0 ? UNKNOWN : Long.toString(status.birthNanos()),
                status.subvolume() == 0 ? UNKNOWN : Long.toString(status.subvolume()));
    }

    /** A newer or older kernel may tell more or less of the same file: what only one of them knows is not compared. */
    static boolean isSameFile(String kept, String mark) {
        String[] a = kept.split(":");
        String[] b = mark.split(":");
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (!a[i].equals(b[i]) && !a[i].equals(UNKNOWN) && !b[i].equals(UNKNOWN)) {
                return false;
            }
        }
        return true;
    }
}
