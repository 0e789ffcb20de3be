package dev.sluice.iscsi.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.iscsi.connection.TargetTransferTags;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class DataInTest {
    @Test
    void shouldBeReleasedOnceWhenWhoeverGetsABufferReleasesAll() {
        try (Arena arena = Arena.ofConfined()) {
            BufferShare pool = new BufferPool(arena.allocate(BufferPool.SLAB_BYTES, 4096)).openWhole();
            DataIn dataIn = new DataIn(262144, new TargetTransferTags());
            dataIn.begin(BufferPool.SLAB_BYTES * 2);
            for (int i = 0; i < BufferPool.SLAB_BYTES / BufferPool.MAX_BUFFER_BYTES; i++) {
                dataIn.add(pool.tryAcquire(BufferPool.MAX_BUFFER_BYTES), 0, BufferPool.MAX_BUFFER_BYTES);
            }
            pool.acquire(BufferPool.MAX_BUFFER_BYTES, granted -> {
                dataIn.add(granted, 0, BufferPool.MAX_BUFFER_BYTES);
                dataIn.release();
            });
            dataIn.release();
            assertEquals(0, pool.outstanding());
        }
    }

    @Test
    void shouldKeepOnlyThePiecesThatTheInitiatorExpects() {
        try (Arena arena = Arena.ofConfined()) {
            BufferShare pool = new BufferPool(arena.allocate(BufferPool.SLAB_BYTES, 4096)).openWhole();
            DataIn dataIn = new DataIn(262144, new TargetTransferTags());
            dataIn.begin(6000);
            for (int expected = 1; expected <= 2; expected++) {
                dataIn.add(pool.tryAcquire(4096), 0, 4096);
                assertEquals(expected, pool.outstanding());
            }
            dataIn.add(pool.tryAcquire(4096), 0, 4096);
            assertEquals(2, pool.outstanding());
            dataIn.release();
            assertEquals(0, pool.outstanding());
        }
    }

    @Test
    void shouldReleaseEachPieceWhenItGrowsWithTheFirstPieceInTheMiddle() {
        try (Arena arena = Arena.ofConfined()) {
            BufferShare pool = new BufferPool(arena.allocate(BufferPool.SLAB_BYTES, 4096)).openWhole();
            DataIn dataIn = new DataIn(262144, new TargetTransferTags());
            for (int pieces : new int[] {3, 8, 9, 17, 40}) {
                dataIn.begin(pieces * 4096L);
                for (int i = 0; i < pieces; i++) {
                    dataIn.add(pool.tryAcquire(4096), 0, 4096);
                    assertEquals(i + 1, pool.outstanding());
                }
                dataIn.release();
                assertEquals(0, pool.outstanding());
            }
        }
    }
}
