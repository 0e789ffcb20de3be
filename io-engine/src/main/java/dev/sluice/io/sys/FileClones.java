package dev.sluice.io.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Ranges of files that share their blocks until one of them is written (linux/fs.h, ioctl_ficlonerange(2)). Any thread but a loop's. */
public final class FileClones {
    private static final long FICLONERANGE = 0x4020940DL;
    /** struct file_clone_range. */
    private static final int RANGE_BYTES = 32;

    private static final int SOURCE_OFFSET = 8;
    private static final int LENGTH = 16;
    private static final int DESTINATION_OFFSET = 24;

    private static final int STATFS_BYTES = 120;
    /** f_bsize, behind the type. */
    private static final int BLOCK_SIZE = 8;

    private FileClones() {}

    /** The block size of the file system that a file lies in: what clones are multiples of. */
    public static long blockBytes(OpenFile file) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(STATFS_BYTES, 8);
            SystemCall.check(
                    SystemCall.FSTATFS.call(file.descriptor(), status.address(), 0),
                    "asking for the file system of " + file.path());
            return status.get(ValueLayout.JAVA_LONG, BLOCK_SIZE);
        }
    }

    /**
     * Makes a range of {@code destination} share the blocks of one of {@code source}. It may be done in part where it fails.
     *
     * @return {@code null}, or why not
     */
    public static Errno clone(
            OpenFile source, long sourceOffset, OpenFile destination, long destinationOffset, long length) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment range = arena.allocate(RANGE_BYTES, 8);
            range.set(ValueLayout.JAVA_LONG, 0, source.descriptor());
            range.set(ValueLayout.JAVA_LONG, SOURCE_OFFSET, sourceOffset);
            range.set(ValueLayout.JAVA_LONG, LENGTH, length);
            range.set(ValueLayout.JAVA_LONG, DESTINATION_OFFSET, destinationOffset);
            long result = SystemCall.IOCTL.call(destination.descriptor(), FICLONERANGE, range.address());
            return result < 0 ? Errno.of((int) -result) : null;
        }
    }
}
