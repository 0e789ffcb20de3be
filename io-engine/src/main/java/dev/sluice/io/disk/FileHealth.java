package dev.sluice.io.disk;

import dev.sluice.io.device.BlockOperation;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.device.DeviceHealth;
import dev.sluice.io.device.DeviceHealth.Cause;
import dev.sluice.io.disk.DeviceFaults.Fault;
import dev.sluice.io.inventory.DiskUse;
import dev.sluice.io.inventory.Sysfs;
import dev.sluice.io.sys.DiskIoctls;
import dev.sluice.io.sys.Errno;
import dev.sluice.io.sys.FileStatus;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.SystemCallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Looks at a file or block device that is open: is it still there, is it still the one of its path, does it work? One look at a time. */
final class FileHealth {
    private static final int MOST_TRIED_BYTES = 1 << 20;
    private static final int MEMORY_ALIGNMENT = 4096;

    /** From so much on a file system counts as having space again. */
    private static final long SOME_SPACE = 1 << 20;

    private final OpenFile file;
    private final boolean isBlockDevice;
    private final int alignment;
    private final DeviceFaults faults;

    FileHealth(OpenFile file, boolean isBlockDevice, int alignment, DeviceFaults faults) {
        this.file = file;
        this.isBlockDevice = isBlockDevice;
        this.alignment = alignment;
        this.faults = faults;
    }

    DeviceHealth look() {
        try {
            FileStatus status = file.status();
            DeviceHealth being = isBlockDevice ? device(status) : file(status);
            return being.state() == DeviceHealth.State.FAILED
                    ? being
                    : errors(status).or(being);
        } catch (SystemCallException e) {
            return DeviceHealth.failed(Cause.GONE, "it is gone: " + e.getMessage());
        }
    }

    private DeviceHealth device(FileStatus status) throws SystemCallException {
        long size = DiskIoctls.sizeBytes(file);
        if (size == 0 || !Sysfs.isThere(status.deviceMajor(), status.deviceMinor())) {
            return DeviceHealth.failed(
                    Cause.GONE,
                    "the device is gone, or has no medium: bring it back, then delete and create the backstore");
        }
        return path(status);
    }

    private DeviceHealth file(FileStatus status) throws SystemCallException {
        if (status.links() == 0) {
            boolean replaced = Files.exists(file.path());
            return DeviceHealth.failed(
                    replaced ? Cause.REPLACED : Cause.DELETED,
                    replaced
                            ? "another file has taken its place: initiators go on with the one that is deleted, and what they"
                                    + " write is lost when it is closed; have them copy it now"
                            : "its file was deleted: initiators go on with it, and all is lost when it is closed; have them"
                                    + " copy it now");
        }
        if (status.sizeBytes() == 0) {
            return DeviceHealth.failed(Cause.SHRUNK, "its file is empty now: all that was in it is lost");
        }
        DeviceHealth there = path(status);
        String use = DiskUse.ofOpen(status);
        return use == null
                ? there
                : there.or(DeviceHealth.degraded(
                        Cause.SHARED, use + ", and each overwrites what the other wrote: end that use"));
    }

    /** Returns true where the path still leads here: at the next start nothing else counts. */
    private DeviceHealth path(FileStatus status) throws SystemCallException {
        Path path = file.path();
        String what = isBlockDevice ? "device" : "file";
        try (OpenFile now = OpenFile.open(path, OpenFile.Mode.LOOK, false, false)) {
            return now.status().isSameAs(status)
                    ? DeviceHealth.GOOD
                    : DeviceHealth.degraded(
                            Cause.REPLACED,
                            "its path leads to another " + what
                                    + " now, which would be served after a restart; initiators"
                                    + " go on with the one that was opened: move it back, or delete and create the"
                                    + " backstore");
        } catch (SystemCallException e) {
            if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR) {
                return DeviceHealth.degraded(Cause.MOVED, "its path cannot be followed any more: " + e.getMessage());
            }
            return DeviceHealth.degraded(
                    Cause.MOVED,
                    "its path leads nowhere any more, so it would be missing after a restart; initiators go on with the "
                            + what + " that was opened: move it back");
        }
    }

    private DeviceHealth errors(FileStatus status) {
        DeviceHealth worst = DeviceHealth.GOOD;
        if (!faults.any()) {
            return worst;
        }
        for (Fault fault : faults.current(System.nanoTime())) {
            if (isMadeGood(fault, status)) {
                faults.madeGood(fault);
            } else {
                worst = worst.or(describe(fault));
            }
        }
        return worst;
    }

    private DeviceHealth describe(Fault fault) {
        String operation = fault.operation().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String what = "a " + operation
                + (fault.operation() == BlockOperation.FLUSH
                        ? ""
                        : " of " + fault.length() + " bytes at " + fault.offset())
                + " failed: " + fault.why();
        return switch (fault.error()) {
            case GONE ->
                canRead(0, alignment)
                        ? DeviceHealth.degraded(Cause.ERRORS, what + "; it answers again")
                        : DeviceHealth.failed(Cause.GONE, "the device is gone: " + what);
            case READ_ONLY ->
                DeviceHealth.degraded(
                        Cause.ERRORS, what + "; the kernel's log tells why it cannot be written any more (dmesg)");
            case NO_SPACE ->
                DeviceHealth.degraded(Cause.NO_SPACE, "no space is left where it lies, so " + what + "; make room");
            default ->
                fault.operation() == BlockOperation.READ && !canRead(0, alignment)
                        ? DeviceHealth.failed(Cause.ERRORS, "not even its first block can be read: " + what)
                        : DeviceHealth.degraded(Cause.ERRORS, what + "; the kernel's log tells more (dmesg)");
        };
    }

    private boolean isMadeGood(Fault fault, FileStatus status) {
        if (fault.error() == DeviceError.NO_SPACE) {
            return !isBlockDevice && space() >= SOME_SPACE;
        }
        if (fault.operation() != BlockOperation.READ) {
            return false;
        }
        long from = fault.offset() / alignment * alignment;
        long length =
                Math.min(Math.ceilDiv(fault.offset() + fault.length() - from, alignment) * alignment, MOST_TRIED_BYTES);
        return (isBlockDevice || from + length <= status.sizeBytes()) && canRead(from, (int) length);
    }

    private long space() {
        try {
            return Files.getFileStore(file.path()).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    private boolean canRead(long offset, int length) {
        try (Arena arena = Arena.ofConfined()) {
            return file.tryRead(arena.allocate(length, MEMORY_ALIGNMENT), offset) == null;
        }
    }
}
