package dev.sluice.io.device;

/**
 * What rings need to know of an open file or device.
 *
 * @param description for people
 * @param descriptor its descriptor, open until all channels are closed
 * @param alignmentBytes what offsets and lengths of reads and writes are multiples of
 * @param writable whether it is open for writing
 * @param unmap how space is given back
 * @param ioDepth how many operations a channel has under way at once, 1 to {@value #MAX_IO_DEPTH}
 * @param faults what failed on it, told by all channels
 */
record RingTarget(
        String description,
        int descriptor,
        int alignmentBytes,
        boolean writable,
        Unmap unmap,
        int ioDepth,
        DeviceFaults faults) {
    /** Slots of a channel are the 16 bits of user data that Netty passes without a look-up. */
    static final int MAX_IO_DEPTH = 32_768;

    /** How a range is given back. */
    enum Unmap {
        /** By fallocate: the range reads as zeroes afterwards. */
        PUNCH_HOLE,
        /** By a discard command to the block device: what the range reads as is the device's choice. */
        DISCARD,
        /** Not at all. */
        NONE
    }
}
