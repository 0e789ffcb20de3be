package dev.sluice.io.open;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.disk.NullDevice;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.io.inventory.GeneratedIdentity;
import java.io.UncheckedIOException;

/** Opens devices of every kind. Any thread but a loop's: opening blocks. */
public final class Devices {
    private static final int SECTOR_BYTES = 512;

    private Devices() {}

    /**
     * Opens a device. Nothing that exists is ever truncated or overwritten by that.
     *
     * @throws DeviceOpenException where it cannot be served; its message is for the administrator
     */
    public static BlockDevice open(DeviceSpec spec) throws DeviceOpenException {
        return switch (spec) {
            case DeviceSpec.Disk disk -> DiskOpener.open(disk);
            case DeviceSpec.Ram(long size, String identity) -> ram(size, identity);
            case DeviceSpec.Null(long size, String identity) -> {
                requireSize("null disk", size);
                yield new NullDevice(size, orRandom(identity));
            }
        };
    }

    private static BlockDevice ram(long size, String identity) throws DeviceOpenException {
        requireSize("ram disk", size);
        try {
            return new RamDevice(size, orRandom(identity));
        } catch (UncheckedIOException e) {
            throw new DeviceOpenException(
                    "ram disk: " + e.getCause().getMessage() + "; choose a smaller size", e.getCause());
        }
    }

    private static String orRandom(String identity) {
        return identity == null ? GeneratedIdentity.random() : identity;
    }

    private static void requireSize(String what, long size) throws DeviceOpenException {
        if (size <= 0 || size % SECTOR_BYTES != 0) {
            throw new DeviceOpenException(what + ": its size must be a positive multiple of 512, not " + size);
        }
    }
}
