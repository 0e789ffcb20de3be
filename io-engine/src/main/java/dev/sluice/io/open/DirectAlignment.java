package dev.sluice.io.open;

import dev.sluice.io.sys.DiskIoctls;
import dev.sluice.io.sys.Errno;
import dev.sluice.io.sys.FileStatus;
import dev.sluice.io.sys.Mapping;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.SystemCallException;

/** The alignment of direct I/O to a file. */
final class DirectAlignment {
    private static final int SMALLEST = 512;
    /** The unit that every buffer's address is a multiple of. */
    private static final int BUFFER_ALIGNMENT = 4096;

    private DirectAlignment() {}

    /** A power of two of at least 512, or 0 where direct I/O with our buffers is not possible. */
    static int of(OpenFile file, FileStatus status) throws SystemCallException {
        if (status.isBlockDevice()) {
            return Math.max(SMALLEST, DiskIoctls.logicalBlockBytes(file));
        }
        if (status.directKnown() && status.directOffsetAlign() != 0) {
            return status.directMemoryAlign() > BUFFER_ALIGNMENT ? 0 : Math.max(SMALLEST, status.directOffsetAlign());
        }
        return tryOut(file);
    }

    /** For file systems that do not tell: a read shows what they take. */
    private static int tryOut(OpenFile file) throws SystemCallException {
        try (Mapping buffer = Mapping.anonymous(BUFFER_ALIGNMENT)) {
            for (int alignment = SMALLEST; alignment <= BUFFER_ALIGNMENT; alignment *= 2) {
                Errno refused = file.tryRead(buffer.segment().asSlice(0, alignment), alignment);
                if (refused == null) {
                    return alignment;
                }
                if (refused != Errno.EINVAL) {
                    return BUFFER_ALIGNMENT;
                }
            }
            return 0;
        }
    }
}
