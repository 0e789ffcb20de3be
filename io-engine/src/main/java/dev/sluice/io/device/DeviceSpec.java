package dev.sluice.io.device;

import java.nio.file.Path;

/** A device to open, with the way to open it. */
public sealed interface DeviceSpec {
    /** The number of operations that a channel has under way at once where nothing else is said. */
    int DEFAULT_IO_DEPTH = 256;

    /** The largest number of operations that a channel has under way at once: a slot is 16 bits of an operation's user data. */
    int MAX_IO_DEPTH = 32_768;

    /**
     * A regular file or a block device.
     *
     * @param path its place
     * @param createBytes length of a file that is made that does not exist; 0 to open an existing one only
     * @param readOnly true where it is opened for reading only
     * @param blockBytes the block size (512 or 4,096) that its size must be a multiple of
     * @param ioDepth number of operations that a channel (one per loop) has under way at once, 1 to {@value DeviceSpec#MAX_IO_DEPTH}; more wait
     * @param direct true to by-pass the page cache where the file system lets it
     */
    record Disk(Path path, long createBytes, boolean readOnly, int blockBytes, int ioDepth, boolean direct)
            implements DeviceSpec {
        /** An existing file or block device, to read and write, with 512-byte blocks. */
        public static Disk of(Path path) {
            return new Disk(path, 0, false, 512, DEFAULT_IO_DEPTH, true);
        }

        public Disk withCreateBytes(long newCreateBytes) {
            return new Disk(path, newCreateBytes, readOnly, blockBytes, ioDepth, direct);
        }

        public Disk withReadOnly(boolean newReadOnly) {
            return new Disk(path, createBytes, newReadOnly, blockBytes, ioDepth, direct);
        }

        public Disk withBlockBytes(int newBlockBytes) {
            return new Disk(path, createBytes, readOnly, newBlockBytes, ioDepth, direct);
        }

        public Disk withIoDepth(int newIoDepth) {
            return new Disk(path, createBytes, readOnly, blockBytes, newIoDepth, direct);
        }

        public Disk withDirect(boolean newDirect) {
            return new Disk(path, createBytes, readOnly, blockBytes, ioDepth, newDirect);
        }
    }

    /**
     * A disk in memory.
     *
     * @param sizeBytes its length
     * @param identity see {@link DeviceProperties#identity()}; null for a random one
     */
    record Ram(long sizeBytes, String identity) implements DeviceSpec {}

    /**
     * A disk of zeroes that forgets what is written.
     *
     * @param sizeBytes its length
     * @param identity see {@link DeviceProperties#identity()}; null for a random one
     */
    record Null(long sizeBytes, String identity) implements DeviceSpec {}
}
