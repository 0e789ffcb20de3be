package dev.sluice.io.disk;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockOperation;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.Extent;
import dev.sluice.io.loop.IoLoop;

/**
 * A disk of zeroes that forgets what is written: what is measured on it is the protocol alone. Requests end within their
 * submission, on the submitting loop.
 */
public final class NullDevice implements BlockDevice {
    private final DeviceProperties properties;

    /**
     * @param sizeBytes a multiple of 512
     * @param identity see {@link DeviceProperties#identity()}
     */
    public NullDevice(long sizeBytes, String identity) {
        properties = new DeviceProperties(
                "null", sizeBytes, 512, 4096, 512, 0, true, 512, true, false, false, false, true, identity);
    }

    @Override
    public DeviceProperties properties() {
        return properties;
    }

    @Override
    public DeviceChannel openChannel(IoLoop loop) {
        return new Channel();
    }

    @Override
    public Extent extentAt(long offset) {
        return new Extent(offset, properties.sizeBytes() - offset, false);
    }

    @Override
    public void close() {}

    private static final class Channel extends ImmediateChannel {
        @Override
        DeviceError carryOut(BlockRequest request) {
            if (request.operation() == BlockOperation.READ) {
                request.buffer()
                        .segment()
                        .asSlice(request.bufferOffset(), request.length())
                        .fill((byte) 0);
            }
            return null;
        }
    }
}
