package dev.sluice.io.device;

/**
 * Properties of a block device.
 *
 * @param description for people: the path, or what it is made of
 * @param sizeBytes its length, a multiple of 512
 * @param logicalBlockBytes the block size that the storage itself addresses (512 or 4,096)
 * @param physicalBlockBytes the unit that the storage writes without reading first; a power of two, at least the logical one
 * @param alignmentBytes unit that offsets and lengths are multiples of to avoid read-modify-write; a power of two
 * @param optimalIoBytes the preferred transfer, or 0 where unknown
 * @param canUnmap true where {@link BlockOperation#UNMAP} gives space back
 * @param unmapGranularityBytes the unit in which space is given back, or 0
 * @param unmapZeroes true where unmapped ranges read as zeroes
 * @param volatileCache true where completed writes need a flush, or force unit access, to survive a loss of power
 * @param rotational true where it is a spinning disk
 * @param readOnly true where it cannot be written
 * @param direct true where I/O by-passes the page cache
 * @param identity the identity of this device, the same after a restart, a rename, or a move to another
 *     host where the storage can keep it; 1 to 64 printable ASCII characters
 */
public record DeviceProperties(
        String description,
        long sizeBytes,
        int logicalBlockBytes,
        int physicalBlockBytes,
        int alignmentBytes,
        int optimalIoBytes,
        boolean canUnmap,
        int unmapGranularityBytes,
        boolean unmapZeroes,
        boolean volatileCache,
        boolean rotational,
        boolean readOnly,
        boolean direct,
        String identity) {
    /** The same with another size. */
    public DeviceProperties withSize(long bytes) {
        return new DeviceProperties(
                description,
                bytes,
                logicalBlockBytes,
                physicalBlockBytes,
                alignmentBytes,
                optimalIoBytes,
                canUnmap,
                unmapGranularityBytes,
                unmapZeroes,
                volatileCache,
                rotational,
                readOnly,
                direct,
                identity);
    }
}
