package dev.sluice.daemon.backstore;

import dev.sluice.config.Backstore;
import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.io.open.Devices;
import dev.sluice.scsi.protection.ProtectedDevice;
import java.nio.file.Files;
import java.nio.file.Path;

/** The protection information of a disk; that of a file lies in a file beside it, with {@code .pi} behind its name. Any thread. */
final class ProtectionFile {
    private static final String SUFFIX = ".pi";

    private ProtectionFile() {}

    /** Refuses to create a disk if protection information of an older disk of that name exists. */
    static void refuseStale(Backstore disk) throws DeviceOpenException {
        if (disk.protection() != null && Files.notExists(Path.of(disk.path())) && Files.exists(place(disk))) {
            throw new DeviceOpenException(
                    place(disk) + ": is protection information of a disk that is gone; move it out of the way first");
        }
    }

    /** The disk with its protection information; {@code data} is closed if that cannot be opened. */
    static BlockDevice protect(BackstoreOpener opener, Backstore disk, BlockDevice data, int blockBytes)
            throws DeviceOpenException {
        try {
            long bytes = ProtectedDevice.informationBytes(data.properties().sizeBytes(), blockBytes);
            return new ProtectedDevice(data, StorageKind.of(disk).information(opener, disk, bytes), blockBytes);
        } catch (DeviceOpenException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /** The file beside a disk, created where there is none. */
    static BlockDevice open(Backstore disk, long bytes, int ioDepth) throws DeviceOpenException {
        BlockDevice information = Devices.open(DeviceSpec.Disk.of(place(disk))
                .withCreateBytes(Files.exists(place(disk)) ? 0 : bytes)
                .withReadOnly(disk.isOn(Backstore.READ_ONLY))
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
