package dev.sluice.io.memory;

import dev.sluice.io.sys.Rings;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The buffers of one loop, cut from memory that is allocated once and never grows.
 *
 * <p>The memory is a row of slabs of 2 MiB. A slab serves one size class (4 KiB to 256 KiB, powers of two) and changes
 * it only while all of its buffers are home. When nothing fits, the caller waits in line: first come, first served,
 * so that small requests cannot starve a large one. In steady state nothing here allocates on the Java heap.
 *
 * <p>Not thread-safe: all calls come from the loop thread that owns the pool.
 */
public final class BufferPool {
    /** The largest buffer, in bytes. Longer transfers are made of several. */
    public static final int MAX_BUFFER_BYTES = SizeClass.bytes(SizeClass.COUNT - 1);

    /** A pool's memory is a multiple of this, in bytes. */
    public static final int SLAB_BYTES = Slab.BYTES;

    private record Wait(int bytes, BufferWaiter waiter) {}

    private final MemorySegment memory;
    private final Slab[] slabs;
    private final List<Slab> unassigned = new ArrayList<>();
    /** By size class: the slabs that have something to give, as a linked list. */
    private final Slab[] giving = new Slab[SizeClass.COUNT];

    private final ArrayDeque<Wait> waiting = new ArrayDeque<>();
    private boolean serving;
    private int outstanding;

    /**
     * @param memory the memory, zeroed or not, aligned to 4,096 and a multiple of {@link #SLAB_BYTES} long; it must
     *     outlive the pool
     */
    public BufferPool(MemorySegment memory) {
        if (memory.address() % 4096 != 0 || memory.byteSize() % SLAB_BYTES != 0 || memory.byteSize() == 0) {
            throw new IllegalArgumentException("buffer memory must be page-aligned and a multiple of 2 MiB: " + memory);
        }
        this.memory = memory;
        this.slabs = new Slab[Math.toIntExact(memory.byteSize() / SLAB_BYTES)];
        for (int i = slabs.length - 1; i >= 0; i--) {
            slabs[i] = new Slab(this, memory.asSlice((long) i * SLAB_BYTES, SLAB_BYTES));
            unassigned.add(slabs[i]);
        }
    }

    /**
     * A buffer of at least {@code bytes} (1 to {@link #MAX_BUFFER_BYTES}), or null where none is free or others
     * wait already: then {@code waiter} stands in line and gets it later.
     */
    public IoBuffer acquire(int bytes, BufferWaiter waiter) {
        IoBuffer buffer = waiting.isEmpty() ? tryTake(bytes) : null;
        if (buffer == null) {
            waiting.add(new Wait(bytes, waiter));
        }
        return buffer;
    }

    /** As {@link #acquire}, but null means no: nobody waits. */
    public IoBuffer tryAcquire(int bytes) {
        return waiting.isEmpty() ? tryTake(bytes) : null;
    }

    /** Takes every waiting request of {@code waiter} out of the line. */
    public void cancel(BufferWaiter waiter) {
        if (!waiting.isEmpty() && waiting.removeIf(wait -> wait.waiter == waiter)) {
            serveWaiting();
        }
    }

    /** How many buffers are out: 0 when all are home. */
    public int outstanding() {
        return outstanding;
    }

    /** How many requests stand in line. */
    public int waiters() {
        return waiting.size();
    }

    /** All memory of the pool, in bytes. */
    public long capacityBytes() {
        return memory.byteSize();
    }

    /** The memory that all buffers are cut from, for its registration with a ring. */
    public MemorySegment memory() {
        return memory;
    }

    /** The index of the pool's first buffer; see {@link IoBuffer#registeredIndex()}. */
    public int registeredIndex() {
        return slabs[0].registeredIndex;
    }

    /**
     * Says that the owning loop's ring knows the first {@link Rings#MAX_BUFFER_BYTES} of {@link #memory()} as buffer
     * {@code index}, and what follows as the next ones; or, with -1, that it knows none of it.
     */
    public void registeredAs(int index) {
        for (int i = 0; i < slabs.length; i++) {
            slabs[i].registeredIndex =
                    index < 0 ? -1 : index + Math.toIntExact((long) i * SLAB_BYTES / Rings.MAX_BUFFER_BYTES);
        }
    }

    void comeHome(IoBuffer buffer) {
        Slab slab = buffer.slab;
        outstanding--;
        if (!slab.hasFree()) {
            link(slab);
        }
        slab.put(buffer);
        if (!waiting.isEmpty()) {
            serveWaiting();
        }
    }

    private void serveWaiting() {
        if (serving) {
            return;
        }
        serving = true;
        try {
            Wait first;
            while ((first = waiting.peek()) != null) {
                IoBuffer buffer = tryTake(first.bytes);
                if (buffer == null) {
                    return;
                }
                waiting.remove();
                first.waiter.bufferGranted(buffer);
            }
        } finally {
            serving = false;
        }
    }

    private IoBuffer tryTake(int bytes) {
        if (bytes <= 0 || bytes > MAX_BUFFER_BYTES) {
            throw new IllegalArgumentException("no buffer of " + bytes + " bytes: 1 to " + MAX_BUFFER_BYTES);
        }
        int sizeClass = SizeClass.of(bytes);
        Slab slab = giving[sizeClass];
        if (slab == null) {
            slab = findSlab();
            if (slab == null) {
                return null;
            }
            slab.assign(sizeClass);
            link(slab);
        }
        IoBuffer buffer = slab.take();
        if (!slab.hasFree()) {
            unlink(slab);
        }
        buffer.handOut();
        outstanding++;
        return buffer;
    }

    private Slab findSlab() {
        if (!unassigned.isEmpty()) {
            return unassigned.removeLast();
        }
        for (Slab first : giving) {
            for (Slab slab = first; slab != null; slab = slab.next) {
                if (slab.isHome()) {
                    unlink(slab);
                    return slab;
                }
            }
        }
        return null;
    }

    private void link(Slab slab) {
        Slab head = giving[slab.sizeClass];
        slab.previous = null;
        slab.next = head;
        if (head != null) {
            head.previous = slab;
        }
        giving[slab.sizeClass] = slab;
    }

    private void unlink(Slab slab) {
        if (slab.previous == null) {
            giving[slab.sizeClass] = slab.next;
        } else {
            slab.previous.next = slab.next;
        }
        if (slab.next != null) {
            slab.next.previous = slab.previous;
        }
        slab.previous = null;
        slab.next = null;
    }
}
