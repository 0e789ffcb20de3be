package dev.sluice.io.disk;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockOperation;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.loop.IoLoop;

/** Stands for a device that is not there at the moment: it has no blocks, and requests fail with {@link DeviceError#GONE}. Any thread. */
public final class AbsentDevice implements BlockDevice {
    private static final int USUAL_BLOCK_BYTES = 512;

    private final DeviceProperties properties;

    /**
     * @param description of what is missing
     * @param identity that it will have, see {@link DeviceProperties#identity()}
     */
    public AbsentDevice(String description, String identity) {
        properties = new DeviceProperties(
                description,
                0,
                USUAL_BLOCK_BYTES,
                USUAL_BLOCK_BYTES,
                USUAL_BLOCK_BYTES,
                0,
                false,
                0,
                false,
                false,
                false,
                false,
                false,
                identity);
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
    public void close() {}

    private static final class Channel extends ImmediateChannel {
        @Override
        DeviceError carryOut(BlockRequest request) {
            return request.operation() == BlockOperation.FLUSH ? null : DeviceError.GONE;
        }
    }
}
