package dev.sluice.io.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.UUID;

/** Facts that block devices and file systems tell by ioctl (linux/fs.h). Any thread. */
public final class DiskIoctls {
    private static final long BLKGETSIZE64 = 0x80081272L;
    private static final long BLKSSZGET = 0x1268;
    private static final long BLKPBSZGET = 0x127b;
    private static final long BLKIOOPT = 0x1279;
    private static final long BLKROTATIONAL = 0x127e;
    private static final long FS_IOC_GETFSUUID = 0x80111500L;

    private static final int UUID_BYTES = 16;

    private DiskIoctls() {}

    /** The length of a block device in bytes, or 0 where it is not known. */
    public static long sizeBytes(OpenFile device) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(ValueLayout.JAVA_LONG);
            return device.ioctl(BLKGETSIZE64, value) ? value.get(ValueLayout.JAVA_LONG, 0) : 0;
        }
    }

    /** The unit in which a block device is addressed, in bytes. */
    public static int logicalBlockBytes(OpenFile device) {
        return number(device, BLKSSZGET, 512);
    }

    /** The unit that a block device writes without reading first, in bytes. */
    public static int physicalBlockBytes(OpenFile device) {
        return number(device, BLKPBSZGET, 512);
    }

    /** The transfer that a block device likes best, in bytes, or 0. */
    public static int optimalIoBytes(OpenFile device) {
        return number(device, BLKIOOPT, 0);
    }

    /** Returns true where a block device is a spinning disk. */
    public static boolean isRotational(OpenFile device) {
        // A 16-bit answer, unlike the others.
        return (number(device, BLKROTATIONAL, 0) & 0xffff) != 0;
    }

    /** The identifier of the file system that a file lies on, or null where it does not tell (Linux before 6.9). */
    public static UUID fileSystem(OpenFile file) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(1 + UUID_BYTES);
            if (!file.ioctl(FS_IOC_GETFSUUID, value) || value.get(ValueLayout.JAVA_BYTE, 0) != UUID_BYTES) {
                return null;
            }
            ValueLayout.OfLong bigEndian = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(java.nio.ByteOrder.BIG_ENDIAN);
            return new UUID(value.get(bigEndian, 1), value.get(bigEndian, 9));
        }
    }

    private static int number(OpenFile device, long request, int unknown) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
            return device.ioctl(request, value) ? value.get(ValueLayout.JAVA_INT, 0) : unknown;
        }
    }
}
