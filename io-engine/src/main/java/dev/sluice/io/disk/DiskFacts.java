package dev.sluice.io.disk;

import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.inventory.BlockIdentity;
import dev.sluice.io.inventory.FileIdentity;
import dev.sluice.io.inventory.Sysfs;
import dev.sluice.io.sys.DiskIoctls;
import dev.sluice.io.sys.FileStatus;
import dev.sluice.io.sys.Machine;
import dev.sluice.io.sys.OpenFile;

/** Differences of files and block devices, for {@link DeviceProperties}; see there. */
record DiskFacts(
        String kind,
        int logicalBlockBytes,
        int physicalBlockBytes,
        int optimalIoBytes,
        RingTarget.Unmap unmap,
        int unmapGranularityBytes,
        boolean volatileCache,
        boolean rotational,
        String identity) {
    private static final int SECTOR_BYTES = 512;
    private static final int MAX_UNIT_BYTES = 64 << 10;
    /** No storage gives space back in larger units. */
    private static final int MOST_UNMAP_BYTES = 1 << 30;

    private static final int PUNCH_HOLE = RingOperation.FALLOC_PUNCH_HOLE | RingOperation.FALLOC_KEEP_SIZE;

    static DiskFacts ofFile(OpenFile file, FileStatus status, DeviceSpec.Disk spec) {
        int unit = powerOfTwo(status.blockBytes());
        // Beyond the end of the file there is nothing to lose by trying.
        boolean canPunch = !spec.readOnly() && file.allocate(PUNCH_HOLE, status.sizeBytes(), unit) == null;
        return new DiskFacts(
                "file",
                SECTOR_BYTES,
                unit,
                0,
                canPunch ? RingTarget.Unmap.PUNCH_HOLE : RingTarget.Unmap.NONE,
                canPunch ? unit : 0,
                true,
                new Sysfs(status.major(), status.minor()).ofQueue("rotational") != 0,
                FileIdentity.of(file, status, spec.readOnly()));
    }

    static DiskFacts ofBlockDevice(OpenFile device, FileStatus status) {
        Sysfs sysfs = new Sysfs(status.deviceMajor(), status.deviceMinor());
        int logical = DiskIoctls.logicalBlockBytes(device);
        RingTarget.Unmap unmap = unmap(sysfs);
        return new DiskFacts(
                "block",
                logical,
                Math.max(logical, powerOfTwo(DiskIoctls.physicalBlockBytes(device))),
                DiskIoctls.optimalIoBytes(device),
                unmap,
                unmap == RingTarget.Unmap.NONE ? 0 : unmapGranularity(logical, sysfs),
                !"write through".equals(sysfs.ofDisk("queue/write_cache")),
                DiskIoctls.isRotational(device),
                BlockIdentity.of(device.path(), status, sysfs));
    }

    /**
     * A hole punched in a block device is zeroing by the device, with leave to deallocate; the kernel refuses it where the
     * device cannot zero. Then discarding is left, which promises no zeroes, and which rings know since Linux 6.12.
     */
    private static RingTarget.Unmap unmap(Sysfs sysfs) {
        if (sysfs.ofQueue("discard_max_bytes") == 0) {
            return RingTarget.Unmap.NONE;
        }
        if (sysfs.ofQueue("write_zeroes_max_bytes") != 0) {
            return RingTarget.Unmap.PUNCH_HOLE;
        }
        return Machine.isKernelAtLeast(6, 12) ? RingTarget.Unmap.DISCARD : RingTarget.Unmap.NONE;
    }

    /** 0, for none that is known, where its multiples do not begin at the device's first byte, as on some partitions. */
    private static int unmapGranularity(int logical, Sysfs sysfs) {
        String alignment = sysfs.ofDevice("discard_alignment");
        if (alignment != null && !alignment.equals("0")) {
            return 0;
        }
        return Math.clamp(sysfs.ofQueue("discard_granularity"), logical, MOST_UNMAP_BYTES);
    }

    private static int powerOfTwo(int bytes) {
        return Integer.highestOneBit(Math.clamp(bytes, SECTOR_BYTES, MAX_UNIT_BYTES));
    }
}
