package dev.sluice.io.scsi;

import dev.sluice.io.sys.Mapping;
import dev.sluice.io.sys.SystemCallException;
import java.lang.foreign.MemorySegment;

/**
 * The data of all commands that are on their way to or from a device, as each needs one piece of memory: small areas and large
 * ones, a fixed number of each. They are apart from the buffers of loops, which a command that needs several of them could wait for in vain.
 *
 * <p>A command may hold its area while an initiator sends its data, so nobody gets all of them: a {@linkplain AreaShare share} has one more only
 * while it has fewer than are free. So one alone has half, two a third each, and a newcomer finds something; who waits is served in turn, one area
 * for each share. Any thread.
 */
public final class DataAreas {
    /** The size of a large area, in bytes. */
    public static final int LARGE_BYTES = 4 << 20;

    /** Twice as many as a disk has threads, as one share gets half. */
    private static final int LARGE_COUNT = 16;

    private static final int SMALL_BYTES = 64 << 10;
    private static final int SMALL_COUNT = 128;

    private final Mapping mapping;
    private final AreaStock small = new AreaStock();
    private final AreaStock large = new AreaStock();

    DataAreas() throws SystemCallException {
        mapping = Mapping.anonymous((long) LARGE_COUNT * LARGE_BYTES + (long) SMALL_COUNT * SMALL_BYTES);
        MemorySegment memory = mapping.segment();
        for (int i = 0; i < LARGE_COUNT; i++) {
            large.add(new DataArea(memory.asSlice((long) i * LARGE_BYTES, LARGE_BYTES)));
        }
        long rest = (long) LARGE_COUNT * LARGE_BYTES;
        for (int i = 0; i < SMALL_COUNT; i++) {
            small.add(new DataArea(memory.asSlice(rest + (long) i * SMALL_BYTES, SMALL_BYTES)));
        }
    }

    /** A share for another user. */
    public AreaShare open() {
        return new AreaShare(this);
    }

    static boolean isSmall(long bytes) {
        return bytes <= SMALL_BYTES;
    }

    AreaStock small() {
        return small;
    }

    AreaStock large() {
        return large;
    }

    void close() {
        mapping.close();
    }
}
