package dev.sluice.daemon.backstore;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceOpenException;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.device.Devices;
import dev.sluice.scsi.protection.ProtectedDevice;
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
    static void refuseStale(Backstore disk) throws DeviceOpenException {
        if (disk.type() == BackstoreType.FILEIO
                && disk.protection() != null
                && Files.notExists(Path.of(disk.path()))
                && Files.exists(place(disk))) {
            throw new DeviceOpenException(
                    place(disk) + ": is protection information of a disk that is gone; move it out of the way first");
        }
    }

    /** The disk and its protection information; {@code data} is closed if there is no such thing. */
    static BlockDevice protect(Backstore disk, BlockDevice data, int blockBytes, int ioDepth)
            throws DeviceOpenException {
        try {
            return new ProtectedDevice(
                    data, open(disk, data.properties().sizeBytes(), blockBytes, ioDepth), blockBytes);
        } catch (DeviceOpenException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private static BlockDevice open(Backstore disk, long dataBytes, int blockBytes, int ioDepth)
            throws DeviceOpenException {
        long bytes = ProtectedDevice.informationBytes(dataBytes, blockBytes);
        return switch (disk.type()) {
            case RAMDISK -> Devices.open(new DeviceSpec.Ram(bytes, null));
            case NULL -> Devices.open(new DeviceSpec.Null(bytes, null));
            case FILEIO -> openFile(disk, bytes, ioDepth);
            case BLOCK, PSCSI ->
                throw new DeviceOpenException(disk.path()
                        + ": is no file; protection information is for files, memory and null disks, not for devices");
        };
    }

    private static BlockDevice openFile(Backstore disk, long bytes, int ioDepth) throws DeviceOpenException {
        BlockDevice information = Devices.open(DeviceSpec.Disk.of(place(disk))
                .withCreateBytes(Files.exists(place(disk)) ? 0 : bytes)
                .withReadOnly(disk.readOnly() != null && disk.readOnly())
                .withIoDepth(ioDepth));
        if (information.properties().sizeBytes() != bytes) {
            String found = place(disk) + ": has " + information.properties().sizeBytes() + " bytes where " + disk.path()
                    + " needs " + bytes;
            information.close();
            throw new DeviceOpenException(found + "; if the disk has grown, give it that length with truncate");
        }
        return information;
    }

    private static Path place(Backstore disk) {
        return Path.of(disk.path() + SUFFIX);
    }
}
