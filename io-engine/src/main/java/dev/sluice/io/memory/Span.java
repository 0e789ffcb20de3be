package dev.sluice.io.memory;

import java.lang.foreign.MemorySegment;

/**
 * 256 KiB of a pool, lent to one share at a time and cut into buffers of one size class at a time. Owner: the pool's loop thread.
 *
 * <p>A span is in one of three states: free (no share has it), at rest (a share has it and all of its buffers are home), in use.
 */
final class Span implements BufferHome {
    static final int BYTES = 256 << 10;

    final BufferPool pool;
    /** The share that has it, or null. */
    BufferShare share;
    /** Neighbours in a list of the share: those at rest of a size class, or those in use that have a buffer to give. */
    Span previous;

    Span next;
    int sizeClass = -1;
    int registeredIndex = -1;

    private final MemorySegment memory;
    /** By size class, made when a class is used for the first time and kept, so that a change of class allocates nothing. */
    private final IoBuffer[][] cuts = new IoBuffer[SizeClass.COUNT][];

    private IoBuffer[] home;
    private int homeCount;

    Span(BufferPool pool, MemorySegment memory) {
        this.pool = pool;
        this.memory = memory;
    }

    @Override
    public void comeHome(IoBuffer buffer) {
        pool.comeHome(buffer);
    }

    void cut(int newClass) {
        assert home == null || isAtRest();
        sizeClass = newClass;
        int bytes = SizeClass.bytes(newClass);
        int count = BYTES / bytes;
        if (cuts[newClass] == null) {
            cuts[newClass] = new IoBuffer[count];
            for (int i = 0; i < count; i++) {
                cuts[newClass][i] = new IoBuffer(this, memory.asSlice((long) i * bytes, bytes));
            }
        }
        home = cuts[newClass];
        homeCount = count;
    }

    IoBuffer take() {
        return home[--homeCount];
    }

    void put(IoBuffer buffer) {
        home[homeCount++] = buffer;
    }

    boolean hasBuffer() {
        return homeCount > 0;
    }

    boolean isAtRest() {
        return homeCount == home.length;
    }
}
