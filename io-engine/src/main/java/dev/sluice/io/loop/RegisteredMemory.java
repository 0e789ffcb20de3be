package dev.sluice.io.loop;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.sys.Rings;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory that a ring knows as fixed buffers: pools, cut into pieces no longer than a ring takes. Buffers never cross a
 * piece, as pieces are a whole number of slabs.
 */
final class RegisteredMemory {
    static final RegisteredMemory NONE = new RegisteredMemory(List.of());

    private final List<MemorySegment> pieces = new ArrayList<>();
    private final long[] starts;
    private final long[] ends;

    RegisteredMemory(List<BufferPool> pools) {
        for (BufferPool pool : pools) {
            MemorySegment memory = pool.memory();
            for (long at = 0; at < memory.byteSize(); at += Rings.MAX_BUFFER_BYTES) {
                pieces.add(memory.asSlice(at, Math.min(Rings.MAX_BUFFER_BYTES, memory.byteSize() - at)));
            }
        }
        starts = pieces.stream().mapToLong(MemorySegment::address).toArray();
        ends = pieces.stream()
                .mapToLong(piece -> piece.address() + piece.byteSize())
                .toArray();
    }

    /** The pieces to register, in order. */
    List<MemorySegment> pieces() {
        return pieces;
    }

    /** All of it, in bytes. */
    long bytes() {
        return pieces.stream().mapToLong(MemorySegment::byteSize).sum();
    }

    /** The index of the piece that {@code address} lies in, or -1. A handful of pieces: a search costs nothing. */
    int indexOf(long address) {
        for (int i = 0; i < starts.length; i++) {
            if (address >= starts[i] && address < ends[i]) {
                return i;
            }
        }
        return -1;
    }
}
