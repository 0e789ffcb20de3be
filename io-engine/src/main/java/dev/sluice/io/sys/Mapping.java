package dev.sluice.io.sys;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Anonymous memory of this process, outside of the Java heap, zeroed, backed by pages only where it is touched.
 *
 * <p>The maker closes it, after the last access and after the kernel's: nothing checks that.
 */
@SuppressWarnings("restricted")
public final class Mapping implements AutoCloseable {
    /** The unit in which memory is given out and taken back, in bytes. */
    public static final int PAGE_BYTES = 4096;

    /** The size and alignment of a huge page, in bytes. */
    public static final int HUGE_PAGE_BYTES = 2 << 20;

    private static final int PROT_READ_WRITE = 1 | 2;
    private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x2 | 0x20 | 0x4000;
    private static final int MADV_DONTNEED = 4;
    private static final int MADV_HUGEPAGE = 14;
    private static final int MADV_NOHUGEPAGE = 15;

    private static final AtomicLong PROMISED = new AtomicLong();

    private final MemorySegment segment;

    private Mapping(MemorySegment segment) {
        this.segment = segment;
    }

    /** Maps {@code bytes}, rounded up to whole huge pages and aligned to them. */
    public static Mapping anonymous(long bytes) throws SystemCallException {
        long size = Math.ceilDiv(bytes, HUGE_PAGE_BYTES) * HUGE_PAGE_BYTES;
        long slack = size + HUGE_PAGE_BYTES;
        long start = SystemCall.check(
                SystemCall.MMAP.call(0, slack, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE, -1, 0),
                "mapping " + size + " bytes of memory");
        long aligned = Math.ceilDiv(start, HUGE_PAGE_BYTES) * HUGE_PAGE_BYTES;
        if (aligned > start) {
            SystemCall.MUNMAP.call(start, aligned - start, 0);
        }
        if (aligned + size < start + slack) {
            SystemCall.MUNMAP.call(aligned + size, start + slack - aligned - size, 0);
        }
        PROMISED.addAndGet(size);
        return new Mapping(MemorySegment.ofAddress(aligned).reinterpret(size));
    }

    /** The memory. */
    public MemorySegment segment() {
        return segment;
    }

    /** Asks for huge pages; the kernel gives them where it has them. */
    public void preferHugePages() {
        SystemCall.MADVISE.call(segment.address(), segment.byteSize(), MADV_HUGEPAGE);
    }

    /** Takes only the pages that are touched, also where the kernel would give huge pages unasked. */
    public void refuseHugePages() {
        SystemCall.MADVISE.call(segment.address(), segment.byteSize(), MADV_NOHUGEPAGE);
    }

    /**
     * Gives whole pages back to the kernel; they read as zeroes afterwards. Allocates nothing.
     *
     * @param offset a multiple of {@link #PAGE_BYTES}
     * @param length a multiple of {@link #PAGE_BYTES}
     * @return true where the kernel took them
     */
    public boolean discard(long offset, long length) {
        assert offset % PAGE_BYTES == 0 && length % PAGE_BYTES == 0;
        return SystemCall.MADVISE.call(segment.address() + offset, length, MADV_DONTNEED) >= 0;
    }

    /** The length of all mappings of this process that are open. */
    static long promisedBytes() {
        return PROMISED.get();
    }

    @Override
    public void close() {
        PROMISED.addAndGet(-segment.byteSize());
        SystemCall.MUNMAP.call(segment.address(), segment.byteSize(), 0);
    }
}
