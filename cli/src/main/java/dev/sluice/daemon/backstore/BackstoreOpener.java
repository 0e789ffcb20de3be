package dev.sluice.daemon.backstore;

import dev.sluice.config.Backstore;
import dev.sluice.config.Identity;
import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.device.ExchangeableDevice;
import dev.sluice.io.disk.AbsentDevice;
import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.io.open.Devices;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.SystemCallException;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.UnitIdentity;
import dev.sluice.target.LunDefinition;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens backstores. The caller closes the device of the logical unit. Any thread. */
public final class BackstoreOpener {
    private static final Logger LOG = LoggerFactory.getLogger(BackstoreOpener.class);
    static final int USUAL_BLOCK_BYTES = 512;

    private final int ioDepth;
    private final long bufferBytes;

    /** @param ioDepth operations in flight per disk and loop */
    public BackstoreOpener(int ioDepth) {
        this(ioDepth, 0);
    }

    /**
     * @param ioDepth operations in flight per disk and loop
     * @param bufferBytes memory for buffers, which RAM disks leave free
     */
    public BackstoreOpener(int ioDepth, long bufferBytes) {
        this.ioDepth = ioDepth;
        this.bufferBytes = bufferBytes;
    }

    /** True if two backstores lie on the same file or device, by whatever paths. */
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

    /** True if {@link #create} would create a file. */
    public static boolean isToBeMade(Backstore backstore) {
        return StorageKind.of(backstore).isToBeMade(backstore);
    }

    /**
     * Opens a new backstore; creates its file if there is none and a size is given.
     *
     * @throws DeviceOpenException if it cannot be opened, or its file has another size
     */
    public LunDefinition create(Backstore backstore) throws DeviceOpenException {
        return StorageKind.of(backstore).open(this, backstore, backstore.size() == null ? 0 : backstore.size());
    }

    /**
     * Opens an existing backstore. A file keeps its size, and a missing one is not created again.
     *
     * @throws DeviceOpenException if it cannot be opened
     */
    public LunDefinition load(Backstore backstore) throws DeviceOpenException {
        StorageKind kind = StorageKind.of(backstore);
        kind.requirePresent(backstore);
        return kind.open(this, backstore, 0);
    }

    /**
     * A stand-in for a backstore whose file or device is missing: initiators see a disk that is not ready. Without a serial number,
     * its names are made from its own name until the storage can be read.
     */
    public LunDefinition absent(Backstore backstore) {
        String identity = serial(backstore) == null ? backstore.id() : serial(backstore);
        AbsentDevice nothing = new AbsentDevice(backstore.id() + ", which is missing", identity);
        return new LunDefinition(
                nothing,
                settings(backstore, nothing.properties(), leastBlockBytes(backstore))
                        .withReadOnly(false));
    }

    /** The settings of an open logical unit after a change of its backstore in use. */
    public static LogicalUnitSettings settings(Backstore backstore, LunDefinition open) {
        return open.type() == LunDefinition.Type.DISK
                ? settings(
                        backstore, open.device().properties(), open.settings().blockSize())
                : open.settings();
    }

    int ioDepth() {
        return ioDepth;
    }

    long bufferBytes() {
        return bufferBytes;
    }

    /** The logical unit of an open device. */
    LunDefinition unit(Backstore backstore, BlockDevice device) throws DeviceOpenException {
        if (backstore.isOn(Backstore.CD)) {
            return drive(backstore, new ExchangeableDevice(device.properties().identity(), device));
        }
        int blockBytes = backstore.blockSize() == null
                ? StorageKind.of(backstore).blockBytes(device.properties())
                : backstore.blockSize();
        BlockDevice disk =
                backstore.protection() == null ? device : ProtectionFile.protect(this, backstore, device, blockBytes);
        if (backstore.isOn(Backstore.THIN) && !disk.properties().canUnmap()) {
            LOG.warn("{}: its storage cannot give space back, so it is not shown as thin", backstore.id());
        }
        return new LunDefinition(disk, settings(backstore, disk.properties(), blockBytes));
    }

    /** A file or block device. {@code createBytes} is the size of a new file, or 0 to create none. */
    BlockDevice disk(Backstore backstore, long createBytes) throws DeviceOpenException {
        return Devices.open(DeviceSpec.Disk.of(path(backstore))
                .withCreateBytes(createBytes)
                .withReadOnly(backstore.isOn(Backstore.READ_ONLY) || backstore.isOn(Backstore.CD))
                .withBlockBytes(leastBlockBytes(backstore))
                .withIoDepth(ioDepth));
    }

    private static LunDefinition drive(Backstore backstore, BlockDevice device) {
        LogicalUnitSettings usual = LogicalUnitSettings.ofDrive(identity(backstore, device.properties()));
        LogicalUnitSettings settings = usual.withId(named(usual.id(), backstore.identity()));
        return new LunDefinition(device, settings, LunDefinition.Type.CD_DVD);
    }

    private static LogicalUnitSettings settings(Backstore backstore, DeviceProperties device, int blockBytes) {
        LogicalUnitSettings usual = LogicalUnitSettings.of(blockBytes, identity(backstore, device));
        return usual.withId(named(usual.id(), backstore.identity()))
                .withReadOnly(backstore.isOn(Backstore.READ_ONLY))
                .withWriteCache(backstore.isOn(Backstore.WRITE_CACHE))
                .withRemovable(backstore.isOn(Backstore.REMOVABLE))
                .withThin(backstore.isOn(Backstore.THIN))
                .withProtection(protection(backstore));
    }

    /** The identity with the given values, and the defaults of the others. */
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

    static String serial(Backstore backstore) {
        Identity identity = backstore.identity();
        return identity == null ? null : identity.serial();
    }

    /** The text from which names are made: the serial number of the backstore, else the identity of the storage. */
    private static String identity(Backstore backstore, DeviceProperties device) {
        return serial(backstore) == null ? device.identity() : serial(backstore);
    }

    /** The size must be a multiple of this number of bytes. */
    private static int leastBlockBytes(Backstore backstore) {
        if (backstore.isOn(Backstore.CD)) {
            return LogicalUnitSettings.OPTICAL_BLOCK;
        }
        return backstore.blockSize() == null ? USUAL_BLOCK_BYTES : backstore.blockSize();
    }

    static Path path(Backstore backstore) throws DeviceOpenException {
        try {
            return Path.of(backstore.path());
        } catch (InvalidPathException e) {
            throw new DeviceOpenException(backstore.path() + ": is not a path (" + e.getReason() + ")");
        }
    }
}
