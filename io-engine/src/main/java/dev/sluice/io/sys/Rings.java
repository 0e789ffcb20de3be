package dev.sluice.io.sys;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** System calls of a ring's owner besides submitting: io_uring_setup(2) and io_uring_register(2). */
public final class Rings {
    /** The longest piece of memory that one buffer index may name, in bytes. */
    public static final long MAX_BUFFER_BYTES = 1L << 30;

    private static final int IORING_REGISTER_BUFFERS = 0;
    private static final int IORING_REGISTER_IOWQ_MAX_WORKERS = 19;
    private static final int PARAMS_BYTES = 120;
    private static final int IOVEC_BYTES = 16;

    private Rings() {}

    /** Makes a ring and closes it again, to see whether this process may. */
    public static void tryOne() throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = arena.allocate(PARAMS_BYTES, 8);
            long ring = SystemCall.check(
                    SystemCall.IO_URING_SETUP.call(1, params.address(), 0), "making an io_uring (io_uring_setup)");
            SystemCall.CLOSE.call(ring);
        }
    }

    /** The descriptors of all rings of this process, from /proc. */
    public static Set<Integer> descriptors() throws IOException {
        Set<Integer> rings = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path entry : entries) {
                try {
                    if (Files.readSymbolicLink(entry).toString().contains("[io_uring]")) {
                        rings.add(Integer.valueOf(entry.getFileName().toString()));
                    }
                } catch (IOException closedMeanwhile) {
                    continue;
                }
            }
        }
        return rings;
    }

    /**
     * Lets so many operations on files and block devices that block, such as flushes, be under way at once. The kernel lets four for each core, so a
     * few on a disk that hangs would keep those on all others from beginning. On the thread that submits to the ring, for all of its rings.
     *
     * @param count 0 changes nothing
     * @return the former bound
     */
    public static int blockingOperations(int ring, int count) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            // Bounded work, and unbounded, which is that on sockets and the like.
            MemorySegment workers = arena.allocate(2L * Integer.BYTES, Integer.BYTES);
            workers.set(ValueLayout.JAVA_INT, 0, count);
            SystemCall.check(
                    SystemCall.IO_URING_REGISTER.call(ring, IORING_REGISTER_IOWQ_MAX_WORKERS, workers.address(), 2),
                    "setting how many operations of an io_uring may block");
            return workers.get(ValueLayout.JAVA_INT, 0);
        }
    }

    /**
     * Makes memory known to a ring as its fixed buffers 0, 1, … On the thread that submits to the ring; others are refused
     * (EEXIST) where the ring was set up for a single issuer.
     *
     * @param buffers each at most {@link #MAX_BUFFER_BYTES} long
     */
    public static void registerBuffers(int ring, List<MemorySegment> buffers) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment iovecs = arena.allocate((long) IOVEC_BYTES * buffers.size(), 8);
            for (int i = 0; i < buffers.size(); i++) {
                iovecs.set(
                        ValueLayout.JAVA_LONG,
                        (long) i * IOVEC_BYTES,
                        buffers.get(i).address());
                iovecs.set(
                        ValueLayout.JAVA_LONG,
                        (long) i * IOVEC_BYTES + 8,
                        buffers.get(i).byteSize());
            }
            SystemCall.check(
                    SystemCall.IO_URING_REGISTER.call(ring, IORING_REGISTER_BUFFERS, iovecs.address(), buffers.size()),
                    "registering buffers with an io_uring");
        }
    }
}
