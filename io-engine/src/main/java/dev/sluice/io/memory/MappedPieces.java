package dev.sluice.io.memory;

import dev.sluice.io.sys.Mapping;
import dev.sluice.io.sys.SystemCallException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Pieces of memory of one size that are taken and given back. The machine has pages only for the parts of a piece that were touched. The memory grows with the largest
 * number of pieces in use, by 2 MiB, until {@link #close}. Not thread-safe.
 */
public final class MappedPieces {
    private final int pieceBytes;
    private final List<Mapping> mappings = new ArrayList<>(0);
    private final ArrayDeque<MemorySegment> free = new ArrayDeque<>(0);

    /** @param pieceBytes a power of two from 4 KiB to 2 MiB, which is the alignment as well */
    public MappedPieces(int pieceBytes) {
        this.pieceBytes = pieceBytes;
    }

    /**
     * A piece with any content.
     *
     * @throws UncheckedIOException if the kernel has no more memory
     */
    public MemorySegment take() {
        if (free.isEmpty()) {
            grow();
        }
        return free.pop();
    }

    /** Takes a piece back. */
    public void giveBack(MemorySegment piece) {
        free.push(piece);
    }

    /** Gives all memory back to the kernel. Requires that no piece is used any more. */
    public void close() {
        mappings.forEach(Mapping::close);
    }

    private void grow() {
        try {
            Mapping mapping = Mapping.anonymous(Mapping.HUGE_PAGE_BYTES);
            mapping.refuseHugePages();
            mappings.add(mapping);
            for (long at = 0; at < Mapping.HUGE_PAGE_BYTES; at += pieceBytes) {
                free.add(mapping.segment().asSlice(at, pieceBytes));
            }
        } catch (SystemCallException e) {
            throw new UncheckedIOException(e);
        }
    }
}
