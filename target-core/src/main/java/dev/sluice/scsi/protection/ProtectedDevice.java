package dev.sluice.scsi.protection;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockOperation;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceHealth;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.Extent;
import dev.sluice.io.device.SpaceUse;
import dev.sluice.io.loop.IoLoop;
import java.util.OptionalInt;

/**
 * A device for data and one for protection information, which is found from {@link #INFORMATION} on. A flush is for both. The
 * bits of protection information are kept inverted: what was never written, or was unmapped, reads as all ones, which says that
 * nothing is to be checked. Owns both devices. Any thread, but for what its channels do.
 */
public final class ProtectedDevice implements BlockDevice {
    /** The offset of the protection information, in bytes: beyond all data. */
    public static final long INFORMATION = 1L << 62;

    /** The unit of reads and writes of the information, in bytes. */
    public static final int SECTOR_BYTES = 512;

    /** Logical blocks whose information is in one sector. */
    public static final int SECTOR_BLOCKS = SECTOR_BYTES / ProtectionType.BYTES;

    /** A file's size is a multiple of this, in bytes, so that direct I/O can reach all of it. */
    private static final int ROUNDED_BYTES = 4096;

    private final BlockDevice data;
    private final BlockDevice information;

    private final int blockSize;

    /** @param information should be {@link #informationBytes} long; of a device that grows, what it covers is used */
    public ProtectedDevice(BlockDevice data, BlockDevice information, int blockSize) {
        this.data = data;
        this.information = information;
        this.blockSize = blockSize;
    }

    /** The length of the information of so many bytes of data, in bytes. */
    public static long informationBytes(long dataBytes, int blockSize) {
        return Math.ceilDiv(dataBytes / blockSize * ProtectionType.BYTES, ROUNDED_BYTES) * ROUNDED_BYTES;
    }

    /** The address of the sector that has the information of a logical block. */
    public static long sectorOf(long lba) {
        return INFORMATION + lba / SECTOR_BLOCKS * SECTOR_BYTES;
    }

    /** The length of the sectors with the information of so many blocks, in bytes. */
    public static int sectorBytes(long lba, int blocks) {
        return (int) (sectorOf(lba + blocks - 1) - sectorOf(lba)) + SECTOR_BYTES;
    }

    @Override
    public DeviceProperties properties() {
        DeviceProperties known = data.properties();
        long covered = information.properties().sizeBytes() / ProtectionType.BYTES * blockSize;
        return known.sizeBytes() <= covered ? known : known.withSize(covered);
    }

    /** The worse of both. */
    @Override
    public DeviceHealth health() {
        return data.health().or(information.health());
    }

    @Override
    public DeviceChannel openChannel(IoLoop loop) {
        return new Channel(data.openChannel(loop), information.openChannel(loop));
    }

    @Override
    public Extent extentAt(long offset) {
        Extent found = data.extentAt(offset);
        long left = properties().sizeBytes() - offset;
        return found.length() <= left ? found : new Extent(offset, left, found.allocated());
    }

    @Override
    public SpaceUse spaceUse() {
        return data.spaceUse();
    }

    @Override
    public boolean tellsSpaceUse() {
        return data.tellsSpaceUse();
    }

    @Override
    public OptionalInt temperature() {
        return data.temperature();
    }

    @Override
    public void close() {
        data.close();
        information.close();
    }

    private static final class Channel implements DeviceChannel {
        private final DeviceChannel data;
        private final DeviceChannel information;

        Channel(DeviceChannel data, DeviceChannel information) {
            this.data = data;
            this.information = information;
        }

        @Override
        public void submit(BlockRequest outer) {
            switch (outer.operation()) {
                case FLUSH -> flush(outer);
                case READ, WRITE, UNMAP, WRITE_ZEROES -> {
                    if (outer.offset() < INFORMATION) {
                        data.submit(outer);
                    } else {
                        moveInformation(outer);
                    }
                }
            }
        }

        private void flush(BlockRequest outer) {
            BlockRequest both = new BlockRequest(first -> {
                if (first.error() != null) {
                    outer.complete(first.error());
                } else {
                    information.submit(new BlockRequest(second -> outer.complete(second.error())).prepareFlush());
                }
            });
            data.submit(both.prepareFlush());
        }

        private void moveInformation(BlockRequest outer) {
            BlockRequest inner = new BlockRequest(ended -> outer.complete(ended.error()));
            long offset = outer.offset() - INFORMATION;
            if (outer.operation() == BlockOperation.UNMAP) {
                inner.prepareWriteZeroes(offset, outer.length(), outer.forceUnitAccess());
            } else {
                inner.prepareAs(outer, offset, outer.length());
            }
            information.submit(inner);
        }

        @Override
        public void close() {
            data.close();
            information.close();
        }
    }
}
