package dev.sluice.io.device;

/** Operation of a {@link BlockRequest}. */
public enum BlockOperation {
    /** Reads {@code length} bytes into the request's buffer. */
    READ,
    /** Writes {@code length} bytes of the request's buffer. */
    WRITE,
    /** Makes everything that was completed before durable. No range, no buffer. */
    FLUSH,
    /** Gives the range back to the storage; it reads as zeroes afterwards where {@link DeviceProperties#unmapZeroes()}. No buffer. */
    UNMAP,
    /** Makes the range read as zeroes, and keeps it allocated. No buffer. */
    WRITE_ZEROES
}
