package dev.sluice.scsi.unit;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.loop.IoLoop;

/** Decides how a loop reaches a block device: on its own ring, or through workers. */
@FunctionalInterface
public interface ChannelOpener {
    /** On the loop's own thread. */
    ChannelOpener INLINE = BlockDevice::openChannel;

    /** A channel to {@code device} for {@code loop}. Called on that loop's thread. */
    DeviceChannel open(BlockDevice device, IoLoop loop);
}
