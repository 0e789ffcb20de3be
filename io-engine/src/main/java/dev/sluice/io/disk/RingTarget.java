package dev.sluice.io.disk;

import dev.sluice.io.device.DeviceSpec;

/**
 * Properties of an open file or device that rings need.
 *
 * @param description for people
 * @param descriptor its descriptor, open until all channels are closed
 * @param alignmentBytes unit that offsets and lengths of reads and writes are multiples of
 * @param writable true where it is open for writing
 * @param unmap the way to give space back
 * @param ioDepth number of operations that a channel has under way at once, 1 to {@value DeviceSpec#MAX_IO_DEPTH}
 * @param faults faults of operations, told by all channels
 */
record RingTarget(
        String description,
        int descriptor,
        int alignmentBytes,
        boolean writable,
        Unmap unmap,
        int ioDepth,
        DeviceFaults faults) {
    /** Ways to give a range back. */
    enum Unmap {
        /** By fallocate: the range reads as zeroes afterwards. */
        PUNCH_HOLE,
        /** By a discard command to the block device: what the range reads as is the device's choice. */
        DISCARD,
        /** Not at all. */
        NONE
    }
}
