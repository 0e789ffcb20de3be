package dev.sluice.cli;

import dev.sluice.cli.DiskArgument.Kind;
import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceOpenException;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.device.Devices;
import dev.sluice.io.device.ExchangeableDevice;
import dev.sluice.io.scsi.CommandDevice;
import dev.sluice.io.scsi.ScsiDevices;
import dev.sluice.scsi.LogicalUnitSettings;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.target.LunDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the disks of a plan, all of them or none. What is there is opened before anything new is made, so that a mistake
 * in one disk leaves no file behind for another.
 */
final class DiskOpener {
    private static final Logger LOG = LoggerFactory.getLogger(DiskOpener.class);
    private static final int USUAL_BLOCK_BYTES = 512;

    private final List<DiskArgument> disks;
    private final int ioDepth;
    private final BlockDevice[] devices;

    private DiskOpener(List<DiskArgument> disks, int ioDepth) {
        this.disks = disks;
        this.ioDepth = ioDepth;
        this.devices = new BlockDevice[disks.size()];
    }

    /** The disks as logical units, in their order; whoever gets them closes the devices. */
    static List<LunDefinition> open(List<DiskArgument> disks, int ioDepth) {
        DiskOpener opener = new DiskOpener(disks, ioDepth);
        try {
            return opener.open();
        } catch (RuntimeException e) {
            opener.closeAll();
            throw e;
        }
    }

    private List<LunDefinition> open() {
        refuseTwins();
        for (int i = 0; i < devices.length; i++) {
            if (!isToBeMade(disks.get(i))) {
                devices[i] = open(disks.get(i));
            }
        }
        for (int i = 0; i < devices.length; i++) {
            if (devices[i] == null) {
                devices[i] = open(disks.get(i));
            }
        }
        LunDefinition[] luns = new LunDefinition[devices.length];
        Arrays.setAll(luns, i -> lun(disks.get(i), devices[i]));
        return List.of(luns);
    }

    private static boolean isToBeMade(DiskArgument disk) {
        return disk.kind() == Kind.PATH && disk.sizeBytes() >= 0 && Files.notExists(path(disk));
    }

    private BlockDevice open(DiskArgument disk) {
        try {
            if (disk.kind() == Kind.PASS_THROUGH) {
                return ScsiDevices.open(path(disk));
            }
            ProtectionFile.refuseStale(disk);
            BlockDevice device = Devices.open(spec(disk));
            if (disk.protection() != ProtectionType.NONE) {
                return ProtectionFile.protect(disk, device, blockBytes(disk, device.properties()), ioDepth);
            }
            return disk.optical() ? new ExchangeableDevice(device.properties().identity(), device) : device;
        } catch (DeviceOpenException e) {
            throw new UsageException("--disk " + e.getMessage());
        }
    }

    private DeviceSpec spec(DiskArgument disk) {
        return switch (disk.kind()) {
            case PATH ->
                DeviceSpec.Disk.of(path(disk))
                        .withCreateBytes(Math.max(disk.sizeBytes(), 0))
                        .withReadOnly(disk.readOnly() || disk.optical())
                        .withBlockBytes(blockBytes(disk))
                        .withIoDepth(ioDepth);
            case RAM -> new DeviceSpec.Ram(disk.sizeBytes(), null);
            case NULL -> new DeviceSpec.Null(disk.sizeBytes(), null);
            case PASS_THROUGH -> throw new IllegalArgumentException(disk.source());
        };
    }

    private static LunDefinition lun(DiskArgument disk, BlockDevice device) {
        if (device instanceof CommandDevice commands) {
            return LunDefinition.passThrough(commands);
        }
        return disk.optical()
                ? new LunDefinition(
                        device,
                        LogicalUnitSettings.ofDrive(device.properties().identity())
                                .withSerial(disk.serial()),
                        LunDefinition.Type.CD_DVD)
                : new LunDefinition(device, settings(disk, device.properties()));
    }

    private static LogicalUnitSettings settings(DiskArgument disk, DeviceProperties device) {
        if (disk.thin() && !device.canUnmap()) {
            LOG.warn("{}: its storage cannot give space back, so it is not shown as thin", disk.source());
        }
        return LogicalUnitSettings.of(blockBytes(disk, device), device.identity())
                .withReadOnly(disk.readOnly())
                .withWriteCache(disk.writeCache())
                .withRemovable(disk.removable())
                .withThin(disk.thin())
                .withProtection(disk.protection())
                .withSerial(disk.serial());
    }

    /** What the size of a path must be a multiple of. */
    private static int blockBytes(DiskArgument disk) {
        if (disk.optical()) {
            return LogicalUnitSettings.OPTICAL_BLOCK;
        }
        return disk.blockBytes() == 0 ? USUAL_BLOCK_BYTES : disk.blockBytes();
    }

    /** A file has 512 wherever it lies, or its partition table would be lost by a move; a block device has its own. */
    private static int blockBytes(DiskArgument disk, DeviceProperties device) {
        if (disk.blockBytes() != 0) {
            return disk.blockBytes();
        }
        boolean isBlockDevice = disk.kind() == Kind.PATH && !Files.isRegularFile(path(disk));
        return isBlockDevice ? device.logicalBlockBytes() : USUAL_BLOCK_BYTES;
    }

    private void refuseTwins() {
        Map<Path, String> seen = new HashMap<>();
        for (DiskArgument disk : disks) {
            if (disk.kind().hasPath()) {
                String twin = seen.putIfAbsent(realPath(disk), disk.path());
                if (twin != null) {
                    throw new UsageException("--disk " + disk.path() + ": is given twice"
                            + (twin.equals(disk.path()) ? "" : ", also as " + twin));
                }
            }
        }
    }

    private static Path realPath(DiskArgument disk) {
        try {
            return path(disk).toRealPath();
        } catch (IOException e) {
            return path(disk).toAbsolutePath().normalize();
        }
    }

    private static Path path(DiskArgument disk) {
        try {
            return Path.of(disk.path());
        } catch (InvalidPathException e) {
            throw new UsageException("--disk " + disk.path() + ": is not a path (" + e.getReason() + ")");
        }
    }

    private void closeAll() {
        for (BlockDevice device : devices) {
            if (device != null) {
                device.close();
            }
        }
    }
}
