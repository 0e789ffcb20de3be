package dev.sluice.io.scsi;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.sys.Mapping;
import dev.sluice.io.sys.SystemCallException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * The data of all commands that are on their way to or from a device, as each needs one piece of memory: small areas and large
 * ones, a fixed number of each. First come, first served. They are apart from the buffers of loops, which a command that
 * needs several of them could wait for in vain. Any thread.
 */
public final class DataAreas {
    /** What fits a large area, in bytes. */
    public static final int LARGE_BYTES = 4 << 20;

    private static final int SMALL_BYTES = 64 << 10;
    private static final int LARGE_COUNT = 8;
    private static final int SMALL_COUNT = 64;

    private record Waiter(IoLoop loop, Consumer<DataArea> granted) {}

    /** Areas of one size. */
    private static final class Stock {
        final ArrayDeque<DataArea> free = new ArrayDeque<>();
        final ArrayDeque<Waiter> waiting = new ArrayDeque<>();
    }

    private final Mapping mapping;
    private final Stock small = new Stock();
    private final Stock large = new Stock();

    DataAreas() throws SystemCallException {
        mapping = Mapping.anonymous((long) LARGE_COUNT * LARGE_BYTES + (long) SMALL_COUNT * SMALL_BYTES);
        MemorySegment memory = mapping.segment();
        for (int i = 0; i < LARGE_COUNT; i++) {
            large.free.add(new DataArea(memory.asSlice((long) i * LARGE_BYTES, LARGE_BYTES)));
        }
        long rest = (long) LARGE_COUNT * LARGE_BYTES;
        for (int i = 0; i < SMALL_COUNT; i++) {
            small.free.add(new DataArea(memory.asSlice(rest + (long) i * SMALL_BYTES, SMALL_BYTES)));
        }
    }

    private Stock stockFor(long bytes) {
        return bytes <= SMALL_BYTES ? small : large;
    }

    /**
     * An area for {@code bytes}, at most {@link #LARGE_BYTES}; or null, and {@code granted} gets one later on {@code loop}.
     *
     * @param granted identifies who waits; it must take the area, whatever has happened since
     */
    public synchronized DataArea acquire(int bytes, IoLoop loop, Consumer<DataArea> granted) {
        Stock stock = stockFor(bytes);
        DataArea area = stock.free.pollFirst();
        if (area == null) {
            stock.waiting.add(new Waiter(loop, granted));
        }
        return area;
    }

    /** Whether {@code granted} does not wait any more; if not, it waits for nothing, or its area is on the way. */
    public synchronized boolean cancel(Consumer<DataArea> granted) {
        return small.waiting.removeIf(waiter -> waiter.granted() == granted)
                || large.waiting.removeIf(waiter -> waiter.granted() == granted);
    }

    /** Takes an area back. */
    public synchronized void release(DataArea area) {
        Stock stock = stockFor(area.segment().byteSize());
        Waiter next = stock.waiting.pollFirst();
        if (next == null) {
            stock.free.addFirst(area);
        } else {
            next.loop().execute(() -> next.granted().accept(area));
        }
    }

    void close() {
        mapping.close();
    }
}
