package dev.sluice.io.device;

import dev.sluice.io.loop.IoLoop;
import java.io.IOException;
import java.util.OptionalInt;

/** Storage that is addressed by byte offsets: opened once, used through a {@link DeviceChannel} per loop. */
public interface BlockDevice extends AutoCloseable {
    /** The properties of the device, as of now. Any thread. */
    DeviceProperties properties();

    /** A channel for {@code loop}. On that loop's thread. */
    DeviceChannel openChannel(IoLoop loop);

    /**
     * The extents that are allocated from {@code offset} on, as of now: writes and unmaps under way may or may not show. A device that
     * cannot tell says that all of it is, as it does here. Any thread but a loop's: it may wait for the disk.
     *
     * @param offset a multiple of 512 within the device
     * @return an extent that begins there and ends within the device
     */
    default Extent extentAt(long offset) {
        return new Extent(offset, properties().sizeBytes() - offset, true);
    }

    /**
     * The room that the content takes and could still take, or null where that cannot be told. Any thread but a loop's: it may
     * wait for the disk.
     */
    default SpaceUse spaceUse() {
        return null;
    }

    /** True where {@link #spaceUse} can be told of this kind of device. Any thread. */
    default boolean tellsSpaceUse() {
        return false;
    }

    /** The temperature of the device, in degrees Celsius, where it tells. Any thread but a loop's. */
    default OptionalInt temperature() {
        return OptionalInt.empty();
    }

    /**
     * The unit of ranges, in bytes, that {@link #cloneRange} may work for; a power of two, or 0 if it cannot, as far as is
     * known. Any thread.
     */
    default int cloneUnitBytes(BlockDevice target) {
        return 0;
    }

    /**
     * Gives a range of {@code target} the content of one of this device by having both share what is stored, where a file system can do
     * that. Nobody must write to either range meanwhile, and the ranges must not overlap. Any thread but a loop's.
     *
     * @param sourceOffset its offset here; as the other numbers a multiple of {@link #cloneUnitBytes}, and within the device
     * @param offset its offset on the target
     * @param durably true where it must be durable on the target at the end
     * @return false if that cannot be done, now or ever; what the target's range holds then is unknown
     */
    default boolean cloneRange(long sourceOffset, BlockDevice target, long offset, long bytes, boolean durably) {
        return false;
    }

    /**
     * The health of the device now: its presence, and operations that have failed and not worked since. Any thread but a loop's: it may wait for the
     * disk, for ever where that is dead.
     */
    default DeviceHealth health() {
        return DeviceHealth.GOOD;
    }

    /**
     * Gives the device another size, durably; {@link #properties} shows it from then on. Any thread but a loop's.
     *
     * @param bytes a multiple of the block size
     * @throws IOException if it has a size of its own, or its storage refuses
     */
    default void resize(long bytes) throws IOException {
        throw new IOException(properties().description() + ": has a size of its own");
    }

    /** Closes the device after all of its channels. Any thread. */
    @Override
    void close();
}
