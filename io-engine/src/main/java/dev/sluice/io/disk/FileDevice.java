package dev.sluice.io.disk;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceHealth;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.device.Extent;
import dev.sluice.io.device.SpaceUse;
import dev.sluice.io.inventory.Sysfs;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.sys.DiskIoctls;
import dev.sluice.io.sys.FileMap;
import dev.sluice.io.sys.FileStatus;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.SystemCallException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A regular file or a block device that is open. Any thread, but for what its channels do. */
public final class FileDevice implements BlockDevice {
    private static final Logger LOG = LoggerFactory.getLogger(FileDevice.class);
    private static final int SECTOR_BYTES = 512;

    private final boolean isBlockDevice;
    private final Sysfs sysfs;
    private volatile DeviceProperties properties;
    private final RingTarget target;
    private final OpenFile file;
    private final OpenFile claim;
    private final RangeLocks locks = new RangeLocks();
    private final RangeCloner cloner;
    private final FileHealth health;
    private final SharedUse looks = new SharedUse();

    private FileDevice(
            DeviceSpec.Disk spec,
            long sizeBytes,
            int alignmentBytes,
            FileStatus status,
            DiskFacts facts,
            OpenFile file,
            OpenFile claim) {
        boolean isDirect = alignmentBytes != 0;
        int alignment = isDirect ? alignmentBytes : SECTOR_BYTES;
        boolean canUnmap = !spec.readOnly() && facts.unmap() != RingTarget.Unmap.NONE;
        this.isBlockDevice = status.isBlockDevice();
        this.sysfs = isBlockDevice ? new Sysfs(status.deviceMajor(), status.deviceMinor()) : null;
        this.file = file;
        this.claim = claim;
        this.properties = new DeviceProperties(
                facts.kind() + " " + spec.path(),
                sizeBytes,
                facts.logicalBlockBytes(),
                Math.max(facts.physicalBlockBytes(), alignment),
                alignment,
                facts.optimalIoBytes(),
                canUnmap,
                canUnmap ? facts.unmapGranularityBytes() : 0,
                canUnmap && facts.unmap() == RingTarget.Unmap.PUNCH_HOLE,
                facts.volatileCache(),
                facts.rotational(),
                spec.readOnly(),
                isDirect,
                facts.identity());
        this.target = new RingTarget(
                properties.description(),
                file.descriptor(),
                alignment,
                !spec.readOnly(),
                canUnmap ? facts.unmap() : RingTarget.Unmap.NONE,
                spec.ioDepth(),
                new DeviceFaults());
        this.health = new FileHealth(file, isBlockDevice, alignment, target.faults());
        this.cloner = isBlockDevice ? null : RangeCloner.of(file, target);
    }

    /**
     * Makes the device of an open file. It may wait for the disk, and gives a new file its identity.
     *
     * @param spec the way that it was opened
     * @param sizeBytes length of the file or device, a multiple of 512
     * @param alignmentBytes alignment of direct I/O, a power of two; or 0 for I/O through the page cache
     * @param status status of {@code file}
     * @param file the file to read and write; the device closes it
     * @param claim the file with the lock, may be the same; the device closes it
     */
    public static FileDevice of(
            DeviceSpec.Disk spec,
            long sizeBytes,
            int alignmentBytes,
            FileStatus status,
            OpenFile file,
            OpenFile claim) {
        DiskFacts facts =
                status.isBlockDevice() ? DiskFacts.ofBlockDevice(file, status) : DiskFacts.ofFile(file, status, spec);
        return new FileDevice(spec, sizeBytes, alignmentBytes, status, facts, file, claim);
    }

    @Override
    public DeviceProperties properties() {
        DeviceProperties known = properties;
        long size = size(known.sizeBytes()) / target.alignmentBytes() * target.alignmentBytes();
        if (size != known.sizeBytes() && size != 0) {
            known = known.withSize(size);
            properties = known;
        }
        return known;
    }

    /** Files and volumes grow while they are in use. */
    private long size(long last) {
        try {
            return isBlockDevice ? DiskIoctls.sizeBytes(file) : file.status().sizeBytes();
        } catch (SystemCallException e) {
            return last;
        }
    }

    @Override
    public void resize(long bytes) throws IOException {
        if (isBlockDevice) {
            BlockDevice.super.resize(bytes);
            return;
        }
        try (RandomAccessFile writable = new RandomAccessFile(file.path().toFile(), "rw")) {
            writable.setLength(bytes);
            writable.getFD().sync();
        }
    }

    @Override
    public SpaceUse spaceUse() {
        if (isBlockDevice) {
            return null;
        }
        try {
            return new SpaceUse(
                    file.status().allocatedBytes(),
                    Files.getFileStore(file.path()).getUsableSpace());
        } catch (IOException e) {
            LOG.debug("{}: {}", properties.description(), e.toString());
            return null;
        }
    }

    @Override
    public boolean tellsSpaceUse() {
        return !isBlockDevice;
    }

    @Override
    public OptionalInt temperature() {
        String thousandths = isBlockDevice ? sysfs.temperature() : null;
        return thousandths == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(thousandths) / 1000);
    }

    @Override
    public DeviceChannel openChannel(IoLoop loop) {
        RingChannel ring = new RingChannel(loop, target);
        return target.alignmentBytes() > SECTOR_BYTES
                ? new AligningChannel(loop, ring, target.alignmentBytes(), locks)
                : ring;
    }

    @Override
    public Extent extentAt(long offset) {
        long end = properties.sizeBytes();
        try {
            long data = Math.min(file.nextData(offset), end);
            if (data > offset) {
                return withoutData(offset, data);
            }
            long hole = Math.min(file.nextHole(offset), end);
            // It begins right here where a hole has been punched in the meantime.
            return new Extent(offset, Math.max(hole - offset, SECTOR_BYTES), true);
        } catch (SystemCallException e) {
            // Block devices cannot tell (EINVAL). To take a hole for data harms nobody, whatever went wrong.
            return BlockDevice.super.extentAt(offset);
        }
    }

    /** A range without data that zeroes were written to takes space all the same: the next write must find it. */
    private Extent withoutData(long offset, long end) throws SystemCallException {
        FileMap.Range space = FileMap.firstIn(file, offset, end);
        if (space == null) {
            boolean isFull = file.status().allocatedBytes() >= properties.sizeBytes();
            return new Extent(offset, end - offset, isFull);
        }
        return space.start() > offset
                ? new Extent(offset, Math.min(space.start(), end) - offset, false)
                : new Extent(offset, Math.min(space.end(), end) - offset, true);
    }

    @Override
    public int cloneUnitBytes(BlockDevice to) {
        return cloner != null && to instanceof FileDevice other ? cloner.unitBytes(other.cloner) : 0;
    }

    @Override
    public boolean cloneRange(long sourceOffset, BlockDevice to, long offset, long bytes, boolean durably) {
        return cloneUnitBytes(to) != 0 && cloner.clone(sourceOffset, ((FileDevice) to).cloner, offset, bytes, durably);
    }

    @Override
    public DeviceHealth health() {
        if (!looks.enter()) {
            return DeviceHealth.GOOD;
        }
        try {
            return health.look();
        } finally {
            looks.leave();
        }
    }

    /** A look that hangs on a dead device closes it when it ends. */
    @Override
    public void close() {
        looks.end(() -> {
            file.close();
            if (claim != file) {
                claim.close();
            }
        });
    }
}
