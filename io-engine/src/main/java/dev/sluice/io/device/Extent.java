package dev.sluice.io.device;

/**
 * A part of a device that is allocated throughout, or not at all; see {@link BlockDevice#extentAt}.
 *
 * @param offset its first byte
 * @param length bytes, at least 512; the next extent may be of the same kind
 * @param allocated true where it takes space; an extent without space reads as zeroes
 */
public record Extent(long offset, long length, boolean allocated) {
    /** The byte after the last one. */
    public long end() {
        return offset + length;
    }
}
