package dev.sluice.io.memory;

import java.lang.foreign.MemorySegment;

/** Two mebibytes of a pool, cut into buffers of one size class at a time. Owner: the pool's loop thread. */
final class Slab {
    static final int BYTES = 2 << 20;

    final BufferPool pool;
    Slab previous;
    Slab next;
    int sizeClass = -1;
    int registeredIndex = -1;

    private final MemorySegment memory;
    /** By size class, made when a class is used for the first time and kept, so that a change of class allocates nothing. */
    private final IoBuffer[][] cuts = new IoBuffer[SizeClass.COUNT][];

    private IoBuffer[] free;
    private int freeCount;

    Slab(BufferPool pool, MemorySegment memory) {
        this.pool = pool;
        this.memory = memory;
    }

    void assign(int newClass) {
        assert sizeClass == -1 || isHome();
        sizeClass = newClass;
        int bytes = SizeClass.bytes(newClass);
        int count = BYTES / bytes;
        if (cuts[newClass] == null) {
            cuts[newClass] = new IoBuffer[count];
            for (int i = 0; i < count; i++) {
                cuts[newClass][i] = new IoBuffer(this, memory.asSlice((long) i * bytes, bytes));
            }
        }
        free = cuts[newClass];
        freeCount = count;
    }

    IoBuffer take() {
        return free[--freeCount];
    }

    void put(IoBuffer buffer) {
        free[freeCount++] = buffer;
    }

    boolean hasFree() {
        return freeCount > 0;
    }

    boolean isHome() {
        return freeCount == free.length;
    }
}
