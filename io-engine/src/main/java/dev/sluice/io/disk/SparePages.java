package dev.sluice.io.disk;

import dev.sluice.io.sys.Mapping;
import dev.sluice.io.sys.SystemCallException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Pages of memory that are taken and given back; their memory grows by huge pages and shrinks at the end. Not thread-safe. */
final class SparePages {
    private final List<Mapping> mappings = new ArrayList<>(0);
    private final ArrayDeque<MemorySegment> free = new ArrayDeque<>(0);

    /**
     * A page with any content.
     *
     * @throws UncheckedIOException if the kernel has no more memory
     */
    MemorySegment take() {
        if (free.isEmpty()) {
            grow();
        }
        return free.pop();
    }

    void giveBack(MemorySegment page) {
        free.push(page);
    }

    void close() {
        mappings.forEach(Mapping::close);
    }

    private void grow() {
        try {
            Mapping mapping = Mapping.anonymous(Mapping.HUGE_PAGE_BYTES);
            mappings.add(mapping);
            for (long at = 0; at < Mapping.HUGE_PAGE_BYTES; at += Mapping.PAGE_BYTES) {
                free.add(mapping.segment().asSlice(at, Mapping.PAGE_BYTES));
            }
        } catch (SystemCallException e) {
            throw new UncheckedIOException(e);
        }
    }
}
