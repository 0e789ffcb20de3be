package dev.sluice.io.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MappedPiecesTest {
    private static final int BYTES = 64 << 10;

    private final MappedPieces pieces = new MappedPieces(BYTES);

    @AfterEach
    void close() {
        pieces.close();
    }

    @Test
    void shouldGivePiecesApartFromEachOther() {
        List<MemorySegment> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(pieces.take());
        }
        all.sort(Comparator.comparingLong(MemorySegment::address));
        for (int i = 0; i < all.size(); i++) {
            assertEquals(BYTES, all.get(i).byteSize());
            assertEquals(0, all.get(i).address() % BYTES);
            assertTrue(i == 0 || all.get(i).address() - all.get(i - 1).address() >= BYTES);
        }
    }

    @Test
    void shouldGiveAPieceAgainWhenItIsBack() {
        MemorySegment piece = pieces.take();
        pieces.giveBack(piece);
        assertEquals(piece.address(), pieces.take().address());
    }
}
