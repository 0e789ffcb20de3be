package dev.sluice.io.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Space that a file takes, written or not (linux/fiemap.h): what is allocated and unwritten reads as zeroes and is a hole to lseek(2). Any
 * thread but a loop's.
 */
public final class FileMap {
    private static final long FS_IOC_FIEMAP = 0xC020660BL;

    /** struct fiemap, with room for one struct fiemap_extent. */
    private static final int HEADER_BYTES = 32;

    private static final int EXTENT_BYTES = 56;

    private static final int START = 0;
    private static final int LENGTH = 8;
    private static final int MAPPED_EXTENTS = 20;
    private static final int EXTENT_COUNT = 24;
    private static final int EXTENT_LOGICAL = HEADER_BYTES;
    private static final int EXTENT_LENGTH = HEADER_BYTES + 16;

    private FileMap() {}

    /**
     * A range that takes space.
     *
     * @param start its first byte
     * @param end the byte after the last one
     */
    public record Range(long start, long end) {
        private static final Range NONE = new Range(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /**
     * The first range that takes space and touches the bytes from {@code offset} to before {@code end}; it may begin before them and end
     * behind them, and lies behind all files where there is none.
     *
     * @return null where the file system does not tell
     */
    public static Range firstIn(OpenFile file, long offset, long end) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment map = arena.allocate(HEADER_BYTES + EXTENT_BYTES, 8);
            map.set(ValueLayout.JAVA_LONG, START, offset);
            map.set(ValueLayout.JAVA_LONG, LENGTH, end - offset);
            map.set(ValueLayout.JAVA_INT, EXTENT_COUNT, 1);
            if (!file.ioctl(FS_IOC_FIEMAP, map)) {
                return null;
            }
            if (map.get(ValueLayout.JAVA_INT, MAPPED_EXTENTS) == 0) {
                return Range.NONE;
            }
            long start = map.get(ValueLayout.JAVA_LONG, EXTENT_LOGICAL);
            return new Range(start, start + map.get(ValueLayout.JAVA_LONG, EXTENT_LENGTH));
        }
    }
}
