package dev.sluice.io.device;

import dev.sluice.io.loop.IoLoop;

/** Storage that is addressed by byte offsets: opened once, used through a {@link DeviceChannel} per loop. */
public interface BlockDevice extends AutoCloseable {
    /** What is known of the device, as of now. Any thread. */
    DeviceProperties properties();

    /** A channel for {@code loop}. On that loop's thread. */
    DeviceChannel openChannel(IoLoop loop);

    /** Closes the device after all of its channels. Any thread. */
    @Override
    void close();
}
