package dev.sluice.io.open;

import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.disk.FileDevice;
import dev.sluice.io.inventory.DiskUse;
import dev.sluice.io.sys.DiskIoctls;
import dev.sluice.io.sys.Errno;
import dev.sluice.io.sys.FileStatus;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.SystemCallException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens files and block devices with the care of an administrator, and says what is wrong where it must not. */
final class DiskOpener {
    private static final Logger LOG = LoggerFactory.getLogger(DiskOpener.class);

    private final DeviceSpec.Disk spec;
    private final Path path;
    /** True where the page cache is by-passed; until the file system refuses. */
    private boolean direct;

    private DiskOpener(DeviceSpec.Disk spec) {
        this.spec = spec;
        this.path = spec.path();
        this.direct = spec.direct();
    }

    static FileDevice open(DeviceSpec.Disk spec) throws DeviceOpenException {
        DiskOpener opener = new DiskOpener(spec);
        opener.requireSaneSpec();
        try (OpenFile look = opener.look()) {
            return opener.open(look);
        }
    }

    private void requireSaneSpec() throws DeviceOpenException {
        if (spec.blockBytes() < 512 || Integer.bitCount(spec.blockBytes()) != 1) {
            throw refused("a block size is 512 or 4096, not " + spec.blockBytes());
        }
        if (spec.ioDepth() < 1 || spec.ioDepth() > DeviceSpec.MAX_IO_DEPTH) {
            throw refused("an I/O depth is 1 to " + DeviceSpec.MAX_IO_DEPTH + ", not " + spec.ioDepth());
        }
        if (spec.createBytes() < 0 || spec.createBytes() % spec.blockBytes() != 0) {
            throw refused("size= must be a multiple of the block size (" + spec.blockBytes() + "), "
                    + spec.createBytes() + " is not");
        }
    }

    private OpenFile look() throws DeviceOpenException {
        try {
            return OpenFile.open(path, OpenFile.Mode.LOOK, false, false);
        } catch (SystemCallException e) {
            if (e.errno() != Errno.ENOENT) {
                throw refused(e);
            }
        }
        if (Files.isSymbolicLink(path)) {
            throw refused("is a symbolic link that leads nowhere; make what it leads to, or name that");
        }
        if (spec.createBytes() == 0) {
            throw refused("does not exist; to create it, add its size, for example size=10G");
        }
        if (spec.readOnly()) {
            throw refused("does not exist, and a new disk that is read-only makes no sense; leave one of size= and"
                    + " read-only out");
        }
        FileCreator.create(path, spec.createBytes());
        try {
            return OpenFile.open(path, OpenFile.Mode.LOOK, false, false);
        } catch (SystemCallException e) {
            throw refused(e);
        }
    }

    private FileDevice open(OpenFile look) throws DeviceOpenException {
        try {
            FileStatus status = look.status();
            if (status.isDirectory()) {
                throw refused("is a directory; name a file or a block device");
            }
            if (!status.isRegularFile() && !status.isBlockDevice()) {
                throw refused("is neither a regular file nor a block device");
            }
            String use = DiskUse.of(status);
            if (use != null) {
                throw refused("is in use: " + use + "; end that use first");
            }
            OpenFile file = openDirectIfPossible(look, status);
            try {
                return describe(look, file, status);
            } catch (SystemCallException | DeviceOpenException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (SystemCallException e) {
            throw refused(e);
        }
    }

    private FileDevice describe(OpenFile look, OpenFile first, FileStatus status)
            throws SystemCallException, DeviceOpenException {
        boolean isBlock = status.isBlockDevice();
        if (!isBlock && !first.tryLock(!spec.readOnly())) {
            throw refused(
                    "is in use: it is served already, here or by another process, or a virtual machine runs from it (somebody holds a"
                            + " lock of it); map one backstore to several LUNs, or end that use");
        }
        long size = isBlock ? DiskIoctls.sizeBytes(first) : status.sizeBytes();
        requireSize(size, isBlock);
        int alignment = direct ? DirectAlignment.of(first, status) : 0;
        if (alignment != 0 && size % alignment != 0) {
            LOG.warn(
                    "{}: direct I/O takes multiples of {} bytes, which its size, {}, is not: reads and writes go through"
                            + " the page cache",
                    path,
                    alignment,
                    size);
            alignment = 0;
        } else if (spec.direct() && alignment == 0) {
            LOG.warn("{}: its file system refuses direct I/O: reads and writes go through the page cache", path);
        }
        OpenFile file = first;
        if (direct && alignment == 0) {
            // The lock stays with the first one; both close together.
            direct = false;
            file = reopen(look, status);
        }
        try {
            if (!isBlock) {
                // The nodes of block devices lie in memory, too (devtmpfs); what they name does not.
                file.carryOutAtOnceIfInMemory();
            }
            return FileDevice.of(spec, size, alignment, status, file, first);
        } catch (SystemCallException | RuntimeException e) {
            if (file != first) {
                file.close();
            }
            throw e;
        }
    }

    private OpenFile openDirectIfPossible(OpenFile look, FileStatus status) throws SystemCallException {
        try {
            return reopen(look, status);
        } catch (SystemCallException e) {
            if (!direct || e.errno() != Errno.EINVAL) {
                throw e;
            }
            direct = false;
            return reopen(look, status);
        }
    }

    private OpenFile reopen(OpenFile look, FileStatus status) throws SystemCallException {
        OpenFile.Mode mode = spec.readOnly() ? OpenFile.Mode.READ : OpenFile.Mode.READ_WRITE;
        return look.reopen(mode, direct, status.isBlockDevice());
    }

    private void requireSize(long size, boolean isBlock) throws DeviceOpenException {
        if (size == 0) {
            throw refused(
                    isBlock
                            ? "has no size: no medium is in it"
                            : "is empty; set its size ('truncate -s 10G " + path
                                    + "'), or remove it and let size= create it");
        }
        if (size % spec.blockBytes() != 0) {
            long less = size / spec.blockBytes() * spec.blockBytes();
            throw refused("its size, " + size + " bytes, is not a multiple of the block size, " + spec.blockBytes()
                    + (isBlock
                            ? ""
                            : "; make it larger ('truncate -s " + (less + spec.blockBytes()) + " " + path + "')"));
        }
        if (spec.createBytes() != 0 && spec.createBytes() != size) {
            throw refused("exists, and is " + size + " bytes long, not " + spec.createBytes()
                    + " as size= says; leave size= out to serve it as it is");
        }
    }

    private DeviceOpenException refused(String why) {
        return new DeviceOpenException(path + ": " + why);
    }

    private DeviceOpenException refused(SystemCallException e) {
        String advice =
                switch (e.errno()) {
                    case EACCES, EPERM ->
                        spec.readOnly()
                                ? "; give this user the right to read it"
                                : "; give this user the right to read and write it, or add read-only";
                    case EROFS -> "; add read-only";
                    case EBUSY ->
                        "; it is mounted, part of a volume group, a RAID, or swap space, or it, its whole disk or a partition"
                                + " of it is served already, here or by another process: end that use first";
                    case ETXTBSY -> "; it is swap space or a running program: end that use first";
                    case ELOOP -> "; it leads to itself";
                    case ENAMETOOLONG -> "; a name has at most 255 bytes";
                    case ENOTDIR -> "; a part of the path is no directory";
                    case ENXIO, ENOMEDIUM, ENODEV -> "; no device is behind it";
                    default -> "";
                };
        String what = e.getMessage().replace("opening " + path + ": ", "cannot be opened: ");
        return new DeviceOpenException(path + ": " + what + advice, e);
    }
}
