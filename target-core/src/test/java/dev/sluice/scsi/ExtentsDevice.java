package dev.sluice.scsi;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.Extent;
import dev.sluice.io.loop.IoLoop;
import java.util.function.LongFunction;

/** A device on which nothing can be read or written, and whose extents are a test's. */
record ExtentsDevice(long sizeBytes, LongFunction<Extent> extents, int unmapGranularityBytes, boolean unmapZeroes)
        implements BlockDevice {
    ExtentsDevice(long sizeBytes, LongFunction<Extent> extents) {
        this(sizeBytes, extents, 512, true);
    }

    ExtentsDevice(long sizeBytes, int unmapGranularityBytes, boolean unmapZeroes) {
        this(sizeBytes, offset -> null, unmapGranularityBytes, unmapZeroes);
    }

    @Override
    public DeviceProperties properties() {
        return new DeviceProperties(
                "extents",
                sizeBytes,
                512,
                512,
                512,
                0,
                true,
                unmapGranularityBytes,
                unmapZeroes,
                false,
                false,
                false,
                true,
                "extents");
    }

    @Override
    public Extent extentAt(long offset) {
        return extents.apply(offset);
    }

    @Override
    public DeviceChannel openChannel(IoLoop loop) {
        return new DeviceChannel() {
            @Override
            public void submit(BlockRequest request) {
                throw new AssertionError("a request for " + request.operation());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
