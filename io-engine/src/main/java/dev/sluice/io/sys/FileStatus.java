package dev.sluice.io.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The answer of statx(2) about a file.
 *
 * @param mode its type and permissions
 * @param links number of names that lead to it; 0 once it is deleted
 * @param inode its number within its file system
 * @param sizeBytes its length; 0 for devices
 * @param blockBytes the preferred unit of I/O
 * @param birthNanos time of its creation, in nanoseconds since 1970, or 0 where the file system does not keep it
 * @param major the file system's device number
 * @param minor the file system's device number
 * @param deviceMajor for devices: their own number
 * @param deviceMinor for devices: their own number
 * @param directKnown true where the kernel tells the alignment of direct I/O
 * @param directMemoryAlign unit that buffer addresses of direct I/O are multiples of; 0 where it is not possible
 * @param directOffsetAlign unit that offsets and lengths of direct I/O are multiples of; 0 where it is not possible
 * @param subvolume the number of the subvolume (btrfs, bcachefs), or 0
 */
public record FileStatus(
        int mode,
        int links,
        long inode,
        long sizeBytes,
        int blockBytes,
        long allocatedBytes,
        long birthNanos,
        int major,
        int minor,
        int deviceMajor,
        int deviceMinor,
        boolean directKnown,
        int directMemoryAlign,
        int directOffsetAlign,
        long subvolume) {
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int STATX_BTIME = 0x800;
    private static final int STATX_DIOALIGN = 0x2000;
    private static final int STATX_SUBVOL = 0x8000;

    /** struct statx of linux/stat.h. */
    private static final int STATX_BYTES = 256;

    private static final int MASK = 0;
    private static final int BLKSIZE = 4;
    private static final int NLINK = 16;
    private static final int MODE = 28;
    private static final int INO = 32;
    private static final int SIZE = 40;
    private static final int BLOCKS = 48;
    private static final int BLOCKS_UNIT = 512;
    private static final int BTIME_SECONDS = 80;
    private static final int BTIME_NANOS = 88;
    private static final int RDEV_MAJOR = 128;
    private static final int RDEV_MINOR = 132;
    private static final int DEV_MAJOR = 136;
    private static final int DEV_MINOR = 140;
    private static final int DIO_MEM_ALIGN = 152;
    private static final int DIO_OFFSET_ALIGN = 156;
    private static final int SUBVOL = 160;

    private static final int S_IFMT = 0xf000;
    private static final int S_IFDIR = 0x4000;
    private static final int S_IFCHR = 0x2000;
    private static final int S_IFBLK = 0x6000;
    private static final int S_IFREG = 0x8000;

    static FileStatus of(int descriptor, String what) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment s = arena.allocate(STATX_BYTES, 8);
            long wanted = STATX_BASIC_STATS | STATX_BTIME | STATX_DIOALIGN | STATX_SUBVOL;
            SystemCall.check(
                    SystemCall.STATX.call(
                            descriptor, arena.allocateFrom("").address(), AT_EMPTY_PATH, wanted, s.address(), 0),
                    what);
            int mask = s.get(ValueLayout.JAVA_INT, MASK);
            boolean direct = (mask & STATX_DIOALIGN) != 0;
            return new FileStatus(
                    s.get(ValueLayout.JAVA_SHORT, MODE) & 0xffff,
                    s.get(ValueLayout.JAVA_INT, NLINK),
                    s.get(ValueLayout.JAVA_LONG, INO),
                    s.get(ValueLayout.JAVA_LONG, SIZE),
                    s.get(ValueLayout.JAVA_INT, BLKSIZE),
                    s.get(ValueLayout.JAVA_LONG, BLOCKS) * BLOCKS_UNIT,
                    (mask & STATX_BTIME) == 0
                            ? 0
                            : s.get(ValueLayout.JAVA_LONG, BTIME_SECONDS) * 1_000_000_000L
                                    + s.get(ValueLayout.JAVA_INT, BTIME_NANOS),
                    s.get(ValueLayout.JAVA_INT, DEV_MAJOR),
                    s.get(ValueLayout.JAVA_INT, DEV_MINOR),
                    s.get(ValueLayout.JAVA_INT, RDEV_MAJOR),
                    s.get(ValueLayout.JAVA_INT, RDEV_MINOR),
                    direct,
                    direct ? s.get(ValueLayout.JAVA_INT, DIO_MEM_ALIGN) : 0,
                    direct ? s.get(ValueLayout.JAVA_INT, DIO_OFFSET_ALIGN) : 0,
                    (mask & STATX_SUBVOL) == 0 ? 0 : s.get(ValueLayout.JAVA_LONG, SUBVOL));
        }
    }

    public boolean isDirectory() {
        return (mode & S_IFMT) == S_IFDIR;
    }

    public boolean isBlockDevice() {
        return (mode & S_IFMT) == S_IFBLK;
    }

    public boolean isCharacterDevice() {
        return (mode & S_IFMT) == S_IFCHR;
    }

    public boolean isRegularFile() {
        return (mode & S_IFMT) == S_IFREG;
    }

    /** Returns true where both are the same file, or the same device. */
    public boolean isSameAs(FileStatus other) {
        if (isBlockDevice() || other.isBlockDevice()) {
            return isBlockDevice()
                    && other.isBlockDevice()
                    && deviceMajor == other.deviceMajor
                    && deviceMinor == other.deviceMinor;
        }
        return inode == other.inode && major == other.major && minor == other.minor;
    }
}
