package dev.sluice.cli;

import dev.sluice.cli.DiskArgument.Kind;
import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceOpenException;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.device.Devices;
import dev.sluice.scsi.protection.ProtectedDevice;
import dev.sluice.scsi.protection.ProtectionType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds a place for the protection information of a disk: a file beside a file, named after it with {@code .pi} behind; memory for
 * a disk in memory; nothing for a null disk.
 */
final class ProtectionFile {
    private static final String SUFFIX = ".pi";

    private ProtectionFile() {}

    /** Refuses to make a disk beside protection information of an older one of that name. */
    static void refuseStale(DiskArgument disk) throws DeviceOpenException {
        if (disk.kind() == Kind.PATH
                && disk.protection() != ProtectionType.NONE
                && Files.notExists(Path.of(disk.path()))
                && Files.exists(place(disk))) {
            throw new DeviceOpenException(
                    place(disk) + ": is protection information of a disk that is gone; move it out of the way first");
        }
    }

    /** The disk and its protection information; {@code data} is closed if there is no such thing. */
    static BlockDevice protect(DiskArgument disk, BlockDevice data, int blockBytes, int ioDepth)
            throws DeviceOpenException {
        try {
            return new ProtectedDevice(
                    data, open(disk, data.properties().sizeBytes(), blockBytes, ioDepth), blockBytes);
        } catch (DeviceOpenException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private static BlockDevice open(DiskArgument disk, long dataBytes, int blockBytes, int ioDepth)
            throws DeviceOpenException {
        long bytes = ProtectedDevice.informationBytes(dataBytes, blockBytes);
        return switch (disk.kind()) {
            case RAM -> Devices.open(new DeviceSpec.Ram(bytes, null));
            case NULL -> Devices.open(new DeviceSpec.Null(bytes, null));
            case PATH -> openFile(disk, bytes, ioDepth);
            case PASS_THROUGH -> throw new IllegalArgumentException(disk.source());
        };
    }

    private static BlockDevice openFile(DiskArgument disk, long bytes, int ioDepth) throws DeviceOpenException {
        if (!Files.isRegularFile(Path.of(disk.path()))) {
            throw new DeviceOpenException(
                    disk.path() + ": is no file; pi= is for files, ram: and null: disks, not for block devices");
        }
        BlockDevice information = Devices.open(DeviceSpec.Disk.of(place(disk))
                .withCreateBytes(Files.exists(place(disk)) ? 0 : bytes)
                .withReadOnly(disk.readOnly())
                .withIoDepth(ioDepth));
        if (information.properties().sizeBytes() != bytes) {
            String found = place(disk) + ": has " + information.properties().sizeBytes() + " bytes where " + disk.path()
                    + " needs " + bytes;
            information.close();
            throw new DeviceOpenException(found + "; if the disk has grown, give it that length with truncate");
        }
        return information;
    }

    private static Path place(DiskArgument disk) {
        return Path.of(disk.path() + SUFFIX);
    }
}
