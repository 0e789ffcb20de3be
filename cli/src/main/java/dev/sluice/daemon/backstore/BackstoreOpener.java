package dev.sluice.daemon.backstore;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Identity;
import dev.sluice.io.device.AbsentDevice;
import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceOpenException;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.device.Devices;
import dev.sluice.io.device.ExchangeableDevice;
import dev.sluice.io.scsi.ScsiDevices;
import dev.sluice.io.sys.FileStatus;
import dev.sluice.io.sys.MemoryBudget;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.SystemCallException;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.UnitIdentity;
import dev.sluice.target.LunDefinition;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens backstores. Whoever gets a logical unit from here closes its device. Any thread. */
public final class BackstoreOpener {
    private static final Logger LOG = LoggerFactory.getLogger(BackstoreOpener.class);
    private static final int USUAL_BLOCK_BYTES = 512;

    private final int ioDepth;
    private final long bufferBytes;

    /** @param ioDepth operations in flight per disk and loop */
    public BackstoreOpener(int ioDepth) {
        this(ioDepth, 0);
    }

    /**
     * @param ioDepth operations in flight per disk and loop
     * @param bufferBytes memory that will be mapped for buffers, which RAM disks have to leave
     */
    public BackstoreOpener(int ioDepth, long bufferBytes) {
        this.ioDepth = ioDepth;
        this.bufferBytes = bufferBytes;
    }

    /** Whether two backstores lie on the same file or device, whatever their paths are. */
    public static boolean isSameStorage(Backstore one, Backstore other) {
        if (one.path() == null || other.path() == null) {
            return false;
        }
        try (OpenFile first = OpenFile.open(Path.of(one.path()), OpenFile.Mode.LOOK, false, false);
                OpenFile second = OpenFile.open(Path.of(other.path()), OpenFile.Mode.LOOK, false, false)) {
            return first.status().isSameAs(second.status());
        } catch (SystemCallException | InvalidPathException e) {
            return false;
        }
    }

    /** Whether a file would be made by {@link #create}. */
    public static boolean isToBeMade(Backstore backstore) {
        return backstore.type() == BackstoreType.FILEIO
                && backstore.size() != null
                && Files.notExists(Path.of(backstore.path()));
    }

    /**
     * Opens a new backstore; makes its file where there is none and a size is given.
     *
     * @throws DeviceOpenException if it cannot be opened, or its file has another size
     */
    public LunDefinition create(Backstore backstore) throws DeviceOpenException {
        return open(backstore, backstore.size() == null ? 0 : backstore.size());
    }

    /**
     * Opens a backstore that has been there; a file has the size that it has, and one that is gone is not made again.
     *
     * @throws DeviceOpenException if it cannot be opened
     */
    public LunDefinition load(Backstore backstore) throws DeviceOpenException {
        if (backstore.type() == BackstoreType.FILEIO && Files.notExists(path(backstore))) {
            throw new DeviceOpenException(backstore.path() + ": does not exist");
        }
        return open(backstore, 0);
    }

    /**
     * What stands for a backstore whose file or device is not there: initiators see it, and that it is not ready. Where no serial number is
     * given, its names are made of its own until the storage tells better ones.
     */
    public LunDefinition absent(Backstore backstore) {
        String identity = serial(backstore) == null ? backstore.id() : serial(backstore);
        AbsentDevice nothing = new AbsentDevice(backstore.id() + ", which is missing", identity);
        return new LunDefinition(
                nothing,
                settings(backstore, nothing.properties(), leastBlockBytes(backstore))
                        .withReadOnly(false));
    }

    private LunDefinition open(Backstore backstore, long createBytes) throws DeviceOpenException {
        if (backstore.type() == BackstoreType.PSCSI) {
            return LunDefinition.passThrough(ScsiDevices.open(path(backstore)));
        }
        checkKind(backstore);
        checkMemory(backstore);
        ProtectionFile.refuseStale(backstore);
        BlockDevice device = Devices.open(spec(backstore, createBytes));
        int blockBytes = blockBytes(backstore, device.properties());
        if (isOn(backstore.cd())) {
            return drive(backstore, new ExchangeableDevice(device.properties().identity(), device));
        }
        BlockDevice disk = backstore.protection() == null
                ? device
                : ProtectionFile.protect(backstore, device, blockBytes, ioDepth);
        return new LunDefinition(disk, settings(backstore, disk.properties(), blockBytes));
    }

    /** A RAM disk takes its memory when it is written, and would be found too large when it is full. */
    private void checkMemory(Backstore backstore) throws DeviceOpenException {
        if (backstore.type() == BackstoreType.RAMDISK) {
            String refusal = MemoryBudget.ofThisProcess().with(bufferBytes).refusal(backstore.size());
            if (refusal != null) {
                throw new DeviceOpenException("ram disk: " + refusal);
            }
        }
    }

    /** A file that is served as a device would be right until somebody unmounts what it lies on. */
    private static void checkKind(Backstore backstore) throws DeviceOpenException {
        if (backstore.type() == BackstoreType.BLOCK && Files.notExists(path(backstore))) {
            throw new DeviceOpenException(backstore.path() + ": does not exist; lsblk tells which devices there are");
        }
        boolean isFile = backstore.path() != null && Files.isRegularFile(path(backstore));
        if (backstore.type() == BackstoreType.BLOCK && isFile) {
            throw new DeviceOpenException(backstore.path() + ": is a regular file: create it in /backstores/fileio");
        }
        if (backstore.type() == BackstoreType.FILEIO && !isFile && Files.exists(path(backstore))) {
            throw new DeviceOpenException(backstore.path() + ": " + otherKind(path(backstore)));
        }
    }

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

    private DeviceSpec spec(Backstore backstore, long createBytes) throws DeviceOpenException {
        String identity = serial(backstore);
        return switch (backstore.type()) {
            case BLOCK, FILEIO ->
                DeviceSpec.Disk.of(path(backstore))
                        .withCreateBytes(backstore.type() == BackstoreType.BLOCK ? 0 : createBytes)
                        .withReadOnly(isOn(backstore.readOnly()) || isOn(backstore.cd()))
                        .withBlockBytes(leastBlockBytes(backstore))
                        .withIoDepth(ioDepth);
            case RAMDISK -> new DeviceSpec.Ram(backstore.size(), identity);
            case NULL -> new DeviceSpec.Null(backstore.size(), identity);
            case PSCSI -> throw new IllegalArgumentException(backstore.id());
        };
    }

    private static LunDefinition drive(Backstore backstore, BlockDevice device) {
        LogicalUnitSettings usual = LogicalUnitSettings.ofDrive(identity(backstore, device.properties()));
        LogicalUnitSettings settings = usual.withId(named(usual.id(), backstore.identity()));
        return new LunDefinition(device, settings, LunDefinition.Type.CD_DVD);
    }

    private static LogicalUnitSettings settings(Backstore backstore, DeviceProperties device, int blockBytes) {
        if (isOn(backstore.thin()) && !device.canUnmap()) {
            LOG.warn("{}: its storage cannot give space back, so it is not shown as thin", backstore.id());
        }
        LogicalUnitSettings usual = LogicalUnitSettings.of(blockBytes, identity(backstore, device));
        return usual.withId(named(usual.id(), backstore.identity()))
                .withReadOnly(isOn(backstore.readOnly()))
                .withWriteCache(backstore.writeCache() == null || backstore.writeCache())
                .withRemovable(isOn(backstore.removable()))
                .withThin(isOn(backstore.thin()))
                .withProtection(protection(backstore));
    }

    /** What is given of an identity, and the usual of the rest. */
    private static UnitIdentity named(UnitIdentity usual, Identity given) {
        if (given == null) {
            return usual;
        }
        return new UnitIdentity(
                usual.identity(),
                given.vendor() == null ? usual.vendor() : given.vendor(),
                given.product() == null ? usual.product() : given.product(),
                given.revision() == null ? usual.revision() : given.revision(),
                given.serial(),
                given.naa(),
                given.t10());
    }

    private static ProtectionType protection(Backstore backstore) {
        return switch (backstore.protection()) {
            case null -> ProtectionType.NONE;
            case 1 -> ProtectionType.TYPE_1;
            case 3 -> ProtectionType.TYPE_3;
            default -> throw new IllegalArgumentException("protection of type " + backstore.protection());
        };
    }

    private static String serial(Backstore backstore) {
        Identity identity = backstore.identity();
        return identity == null ? null : identity.serial();
    }

    /** What names are made from: what was decided when it was created, else what the storage tells. */
    private static String identity(Backstore backstore, DeviceProperties device) {
        return serial(backstore) == null ? device.identity() : serial(backstore);
    }

    /** What the size of a path must be a multiple of. */
    private static int leastBlockBytes(Backstore backstore) {
        if (isOn(backstore.cd())) {
            return LogicalUnitSettings.OPTICAL_BLOCK;
        }
        return backstore.blockSize() == null ? USUAL_BLOCK_BYTES : backstore.blockSize();
    }

    /** A file has 512 wherever it lies, or its partition table would be lost by a move; a block device has its own. */
    private static int blockBytes(Backstore backstore, DeviceProperties device) {
        if (backstore.blockSize() != null) {
            return backstore.blockSize();
        }
        return backstore.type() == BackstoreType.BLOCK ? device.logicalBlockBytes() : USUAL_BLOCK_BYTES;
    }

    private static boolean isOn(Boolean value) {
        return value != null && value;
    }

    static Path path(Backstore backstore) throws DeviceOpenException {
        try {
            return Path.of(backstore.path());
        } catch (InvalidPathException e) {
            throw new DeviceOpenException(backstore.path() + ": is not a path (" + e.getReason() + ")");
        }
    }
}
