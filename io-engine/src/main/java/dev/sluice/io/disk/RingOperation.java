package dev.sluice.io.disk;

/** Operations of io_uring and their flags, by the numbers of linux/io_uring.h, linux/fs.h and linux/falloc.h. */
final class RingOperation {
    static final byte FSYNC = 3;
    static final byte READ_FIXED = 4;
    static final byte WRITE_FIXED = 5;
    static final byte FALLOCATE = 17;
    static final byte READ = 22;
    static final byte WRITE = 23;
    static final byte URING_CMD = 46;

    /** Of FSYNC: what is needed to read the data back, and no more. */
    static final int FSYNC_DATASYNC = 1;
    /** Of writes: durable when completed. */
    static final int RWF_DSYNC = 2;

    static final int FALLOC_KEEP_SIZE = 1;
    static final int FALLOC_PUNCH_HOLE = 2;
    static final int FALLOC_ZERO_RANGE = 0x10;

    /** Of URING_CMD on block devices, Linux 6.12: discard without a promise of zeroes. */
    static final int BLOCK_URING_CMD_DISCARD = 0x1200;

    private RingOperation() {}
}
