package dev.sluice.io.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Questions to SCSI devices by ioctl (scsi/sg.h, linux/fs.h). Any thread but a loop's. */
public final class ScsiIoctls {
    private static final long SG_IO = 0x2285;
    private static final long SG_GET_VERSION_NUM = 0x2282;
    private static final long BLKSECTGET = 0x1267;

    /** Version 3 of the interface. */
    private static final int VERSION_3 = 30000;

    private static final int SECTOR_BYTES = 512;

    private ScsiIoctls() {}

    /** Returns true where commands can be sent to that device. */
    public static boolean takesCommands(OpenFile device) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment version = arena.allocate(ValueLayout.JAVA_INT);
            return device.ioctl(SG_GET_VERSION_NUM, version) && version.get(ValueLayout.JAVA_INT, 0) >= VERSION_3;
        }
    }

    /** The longest transfer that the kernel makes to a device, in bytes, or 0 where it does not tell. */
    public static long maxTransferBytes(OpenFile device, boolean isBlockDevice) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
            if (!device.ioctl(BLKSECTGET, value)) {
                return 0;
            }
            // Block devices count sectors in 16 bits, generic nodes bytes in 32.
            int number = value.get(ValueLayout.JAVA_INT, 0);
            return isBlockDevice ? (number & 0xFFFFL) * SECTOR_BYTES : number & 0xFFFFFFFFL;
        }
    }

    /**
     * Sends a command and waits for its answer.
     *
     * @param header struct sg_io_hdr
     * @return {@code null}, or why it was not carried out
     */
    public static Errno execute(OpenFile device, MemorySegment header) {
        long result = SystemCall.IOCTL.call(device.descriptor(), SG_IO, header.address());
        return result < 0 ? Errno.of((int) -result) : null;
    }
}
