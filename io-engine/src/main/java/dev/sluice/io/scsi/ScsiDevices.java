package dev.sluice.io.scsi;

import dev.sluice.io.inventory.DiskUse;
import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.io.sys.Errno;
import dev.sluice.io.sys.FileStatus;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.ScsiIoctls;
import dev.sluice.io.sys.SystemCallException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens SCSI devices of this machine, and says what is wrong where they cannot be served. Any thread but a loop's. */
public final class ScsiDevices {
    /** The assumption where the kernel does not tell. */
    private static final int USUAL_TRANSFER_BYTES = 512 << 10;

    private final Path path;

    private ScsiDevices(Path path) {
        this.path = path;
    }

    /**
     * Opens /dev/sg*, or the node of a whole disk or a drive.
     *
     * @throws DeviceOpenException where it cannot be served; its message is for the administrator
     */
    public static CommandDevice open(Path path) throws DeviceOpenException {
        ScsiDevices opener = new ScsiDevices(path);
        try (OpenFile look = OpenFile.open(path, OpenFile.Mode.LOOK, false, false)) {
            return CommandDevice.of(opener.open(look.status()));
        } catch (SystemCallException e) {
            throw opener.refused(e);
        }
    }

    private SgDevice open(FileStatus status) throws DeviceOpenException, SystemCallException {
        String sysfs = "/sys/dev/" + (status.isBlockDevice() ? "block/" : "char/") + status.deviceMajor() + ":"
                + status.deviceMinor();
        if (!status.isBlockDevice() && !status.isCharacterDevice()) {
            throw refused("is not a device; name a SCSI device such as /dev/sg1 or /dev/sr0");
        }
        if (Files.exists(Path.of(sysfs, "partition"))) {
            throw refused("is a partition; name the whole device");
        }
        refuseIfUsed(status);
        OpenFile claim = status.isBlockDevice() ? null : claimDiskOf(Path.of(sysfs));
        try {
            return open(status, claim);
        } catch (SystemCallException | DeviceOpenException e) {
            if (claim != null) {
                claim.close();
            }
            throw e;
        }
    }

    private SgDevice open(FileStatus status, OpenFile claim) throws DeviceOpenException, SystemCallException {
        OpenFile file = openForCommands(status.isBlockDevice());
        if (!ScsiIoctls.takesCommands(file)) {
            file.close();
            throw refused("is not a SCSI device: it takes no commands by SG_IO; lsscsi -g lists those that do");
        }
        long most = ScsiIoctls.maxTransferBytes(file, status.isBlockDevice());
        return new SgDevice(file, claim, most == 0 ? USUAL_TRANSFER_BYTES : (int) Math.min(most, Integer.MAX_VALUE));
    }

    /** A drive that only reads is opened for reading. */
    private OpenFile openForCommands(boolean exclusive) throws SystemCallException {
        try {
            return OpenFile.openForCommands(path, OpenFile.Mode.READ_WRITE, exclusive);
        } catch (SystemCallException e) {
            if (e.errno() != Errno.EROFS && !(exclusive && e.errno() == Errno.EACCES)) {
                throw e;
            }
            return OpenFile.openForCommands(path, OpenFile.Mode.READ, exclusive);
        }
    }

    /** A generic node of a disk does not keep anybody from mounting it: the disk's own node does. */
    private OpenFile claimDiskOf(Path generic) throws DeviceOpenException, SystemCallException {
        File[] disks = generic.resolve("device/block").toFile().listFiles();
        if (disks == null || disks.length == 0) {
            return null;
        }
        Path node = Path.of("/dev", disks[0].getName());
        OpenFile disk;
        try {
            disk = OpenFile.openForCommands(node, OpenFile.Mode.READ, true);
        } catch (SystemCallException e) {
            if (e.errno() == Errno.EBUSY) {
                throw refused(
                        "is in use as " + node
                                + ": mounted, part of a volume group or a RAID, or served by another process; end that use first");
            }
            throw e;
        }
        try {
            refuseIfUsed(disk.status());
        } catch (SystemCallException | DeviceOpenException e) {
            disk.close();
            throw e;
        }
        return disk;
    }

    private void refuseIfUsed(FileStatus status) throws DeviceOpenException {
        String use = DiskUse.of(status);
        if (use != null) {
            throw refused("is in use: " + use + "; end that use first");
        }
    }

    private DeviceOpenException refused(String reason) {
        return new DeviceOpenException(path + ": " + reason);
    }

    private DeviceOpenException refused(SystemCallException e) {
        String advice =
                switch (e.errno()) {
                    case ENOENT -> "; is the sg module loaded, and the device connected? lsscsi -g lists what is there";
                    case EACCES, EPERM -> "; give this user the right to read and write it";
                    case EBUSY ->
                        "; it is mounted, part of a volume group or a RAID, or served by another process: end that use"
                                + " first";
                    case ENXIO, ENOMEDIUM, ENODEV -> "; no device is behind it";
                    default -> "";
                };
        return new DeviceOpenException(e.getMessage() + advice, e);
    }
}
