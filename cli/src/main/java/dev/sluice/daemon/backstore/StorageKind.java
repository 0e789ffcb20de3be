package dev.sluice.daemon.backstore;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.io.open.Devices;
import dev.sluice.io.scsi.ScsiDevices;
import dev.sluice.io.sys.FileStatus;
import dev.sluice.io.sys.MemoryBudget;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.SystemCallException;
import dev.sluice.target.LunDefinition;
import java.nio.file.Files;
import java.nio.file.Path;

/** One row for each {@link BackstoreType}, by its name: the way from a record to an open device. Any thread. */
enum StorageKind {
    BLOCK {
        @Override
        BlockDevice device(BackstoreOpener opener, Backstore backstore, long createBytes) throws DeviceOpenException {
            Path path = BackstoreOpener.path(backstore);
            if (Files.notExists(path)) {
                throw new DeviceOpenException(path + ": does not exist; lsblk tells which devices there are");
            }
            // A file in the place of a device would seem right until its file system is unmounted.
            if (Files.isRegularFile(path)) {
                throw new DeviceOpenException(path + ": is a regular file: create it in /backstores/fileio");
            }
            return opener.disk(backstore, 0);
        }

        @Override
        int blockBytes(DeviceProperties device) {
            return device.logicalBlockBytes();
        }
    },

    FILEIO {
        @Override
        boolean isToBeMade(Backstore backstore) {
            return backstore.size() != null && Files.notExists(Path.of(backstore.path()));
        }

        @Override
        void requirePresent(Backstore backstore) throws DeviceOpenException {
            if (Files.notExists(BackstoreOpener.path(backstore))) {
                throw new DeviceOpenException(backstore.path() + ": does not exist");
            }
        }

        @Override
        BlockDevice device(BackstoreOpener opener, Backstore backstore, long createBytes) throws DeviceOpenException {
            Path path = BackstoreOpener.path(backstore);
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new DeviceOpenException(path + ": " + otherKind(path));
            }
            ProtectionFile.refuseStale(backstore);
            return opener.disk(backstore, createBytes);
        }

        @Override
        BlockDevice information(BackstoreOpener opener, Backstore disk, long bytes) throws DeviceOpenException {
            return ProtectionFile.open(disk, bytes, opener.ioDepth());
        }
    },

    NULL {
        @Override
        BlockDevice device(BackstoreOpener opener, Backstore backstore, long createBytes) throws DeviceOpenException {
            return Devices.open(new DeviceSpec.Null(backstore.size(), BackstoreOpener.serial(backstore)));
        }

        @Override
        BlockDevice information(BackstoreOpener opener, Backstore disk, long bytes) throws DeviceOpenException {
            return Devices.open(new DeviceSpec.Null(bytes, null));
        }
    },

    PSCSI {
        @Override
        LunDefinition open(BackstoreOpener opener, Backstore backstore, long createBytes) throws DeviceOpenException {
            return LunDefinition.passThrough(ScsiDevices.open(BackstoreOpener.path(backstore)));
        }

        @Override
        BlockDevice device(BackstoreOpener opener, Backstore backstore, long createBytes) {
            throw new IllegalArgumentException(backstore.id() + " is passed through");
        }
    },

    RAMDISK {
        @Override
        BlockDevice device(BackstoreOpener opener, Backstore backstore, long createBytes) throws DeviceOpenException {
            // A RAM disk takes its memory when it is written; one that is too large would fail only then.
            String refusal =
                    MemoryBudget.ofThisProcess().with(opener.bufferBytes()).refusal(backstore.size());
            if (refusal != null) {
                throw new DeviceOpenException(backstore.name() + ": " + refusal);
            }
            return Devices.open(new DeviceSpec.Ram(backstore.size(), BackstoreOpener.serial(backstore)));
        }

        @Override
        BlockDevice information(BackstoreOpener opener, Backstore disk, long bytes) throws DeviceOpenException {
            return Devices.open(new DeviceSpec.Ram(bytes, null));
        }
    };

    private static String otherKind(Path path) {
        try (OpenFile look = OpenFile.open(path, OpenFile.Mode.LOOK, false, false)) {
            FileStatus status = look.status();
            if (status.isDirectory()) {
                return "is a directory: name a file in it, such as " + path.resolve("disk.img");
            }
            if (status.isBlockDevice()) {
                return "is a block device: create it in /backstores/block";
            }
            return status.isCharacterDevice()
                    ? "is a character device, not a disk: lsblk tells which devices are disks"
                    : "is a pipe or a socket: name a regular file";
        } catch (SystemCallException e) {
            return e.getMessage();
        }
    }

    static StorageKind of(Backstore backstore) {
        return valueOf(backstore.type().name());
    }

    /** True if {@link BackstoreOpener#create} would create a file. */
    boolean isToBeMade(Backstore backstore) {
        return false;
    }

    /** Refuses a missing file or device, which is not created again. */
    void requirePresent(Backstore backstore) throws DeviceOpenException {
        // Only files are created when they are opened.
    }

    /** @param createBytes the size of a new file, or 0 to create none */
    LunDefinition open(BackstoreOpener opener, Backstore backstore, long createBytes) throws DeviceOpenException {
        return opener.unit(backstore, device(opener, backstore, createBytes));
    }

    abstract BlockDevice device(BackstoreOpener opener, Backstore backstore, long createBytes)
            throws DeviceOpenException;

    /** A device for {@code bytes} of protection information of a disk. */
    BlockDevice information(BackstoreOpener opener, Backstore disk, long bytes) throws DeviceOpenException {
        throw new DeviceOpenException(disk.path()
                + ": is no file; protection information is for files, memory and null disks, not for devices");
    }

    /** The default block length. That of a file is always 512: with another one after a move its partition table would be unreadable. */
    int blockBytes(DeviceProperties device) {
        return BackstoreOpener.USUAL_BLOCK_BYTES;
    }
}
