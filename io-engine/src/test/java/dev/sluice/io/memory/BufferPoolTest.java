package dev.sluice.io.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.sys.Mapping;
import dev.sluice.io.sys.Rings;
import dev.sluice.testing.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BufferPoolTest {
    private static final int SLABS = 4;
    private static final int MAX = BufferPool.MAX_BUFFER_BYTES;
    private static final int MAX_BUFFERS = SLABS * BufferPool.SLAB_BYTES / MAX;

    private Mapping memory;
    private BufferPool pool;
    private BufferShare share;
    private final List<IoBuffer> granted = new ArrayList<>();
    private final BufferWaiter waiter = granted::add;

    @BeforeEach
    void start() throws Exception {
        memory = Mapping.anonymous((long) SLABS * BufferPool.SLAB_BYTES);
        pool = new BufferPool(memory.segment());
        share = pool.openWhole();
    }

    @AfterEach
    void stop() {
        assertEquals(0, pool.outstanding(), "buffers away from home");
        assertEquals(0, share.waiters());
        memory.close();
    }

    @Test
    void shouldGiveAlignedBuffersThatFitWhenAskedForAnySize() {
        for (int bytes : new int[] {1, 512, 4095, 4096, 4097, 8192, 65536, 65537, MAX}) {
            IoBuffer buffer = share.tryAcquire(bytes);
            assertTrue(buffer.capacity() >= bytes && buffer.capacity() < 2 * Math.max(bytes, 2049));
            assertEquals(1, Integer.bitCount(buffer.capacity()));
            assertEquals(0, buffer.address() % 4096);
            assertEquals(buffer.capacity(), buffer.segment().byteSize());
            buffer.release();
        }
    }

    @Test
    void shouldRefuseSizesThatItDoesNotHave() {
        assertThrows(IllegalArgumentException.class, () -> share.tryAcquire(0));
        assertThrows(IllegalArgumentException.class, () -> share.tryAcquire(MAX + 1));
    }

    @Test
    void shouldGiveAllMemoryToAnyClassWhenItWasAllHomeBefore() {
        for (int bytes = 4096; bytes <= MAX; bytes *= 2) {
            List<IoBuffer> all = takeAll(bytes);
            assertEquals(pool.capacityBytes() / bytes, all.size());
            all.forEach(IoBuffer::release);
        }
    }

    @Test
    void shouldComeHomeOnceWhenRetainedAndReleased() {
        IoBuffer buffer = share.tryAcquire(1);
        assertTrue(buffer.isHeldOnce());
        buffer.retain();
        assertFalse(buffer.isHeldOnce());
        buffer.release();
        assertEquals(1, pool.outstanding());
        buffer.release();
        assertEquals(0, pool.outstanding());
        assertThrows(AssertionError.class, buffer::release);
        assertThrows(AssertionError.class, buffer::retain);
    }

    @Test
    void shouldServeInOrderWhenTheFirstInLineWantsALargeBuffer() {
        List<IoBuffer> all = takeAll(4096);
        assertNull(share.acquire(MAX, waiter));
        assertNull(share.acquire(4096, waiter));
        assertNull(share.tryAcquire(4096), "nobody overtakes the line");
        int spanful = BufferPool.SPAN_BYTES / 4096;
        for (int i = 0; i < all.size() - spanful; i++) {
            if (i % spanful != 0) {
                all.get(i).release();
            }
        }
        assertEquals(List.of(), granted, "every span still has a buffer out");
        all.get(0).release();
        assertEquals(
                List.of(MAX, 4096), granted.stream().map(IoBuffer::capacity).toList());
        granted.forEach(IoBuffer::release);
        for (int i = 0; i < all.size(); i++) {
            if (i != 0 && (i >= all.size() - spanful || i % spanful == 0)) {
                all.get(i).release();
            }
        }
    }

    @Test
    void shouldServeTheNextWhenTheFirstInLineGivesUp() {
        List<IoBuffer> all = takeAll(MAX);
        BufferWaiter impatient = buffer -> {
            throw new AssertionError("it was cancelled");
        };
        assertNull(share.acquire(MAX, impatient));
        assertNull(share.acquire(4096, waiter));
        share.cancel(impatient);
        assertEquals(1, share.waiters());
        all.forEach(IoBuffer::release);
        assertEquals(1, granted.size());
        granted.getFirst().release();
    }

    @Test
    void shouldGoOnWithTheLineWhenAWaiterReleasesAtOnce() {
        List<IoBuffer> all = takeAll(MAX);
        int[] served = {0};
        for (int i = 0; i < 10_000; i++) {
            assertNull(share.acquire(MAX, buffer -> {
                served[0]++;
                buffer.release();
            }));
        }
        all.getFirst().release();
        assertEquals(10_000, served[0]);
        all.subList(1, all.size()).forEach(IoBuffer::release);
    }

    @Test
    void shouldServeTheOthersWhenAWaiterFails() {
        List<IoBuffer> all = takeAll(MAX);
        assertNull(share.acquire(MAX, buffer -> {
            buffer.release();
            throw new IllegalStateException("a waiter that fails on purpose");
        }));
        assertNull(share.acquire(MAX, waiter));
        assertThrows(IllegalStateException.class, all.getFirst()::release);
        all.get(1).release();
        assertEquals(1, granted.size());
        granted.getFirst().release();
        all.subList(2, all.size()).forEach(IoBuffer::release);
    }

    @Test
    void shouldNumberPiecesOfAGibibyteWhenRegistered() throws Exception {
        try (Mapping large = Mapping.anonymous(2 * Rings.MAX_BUFFER_BYTES)) {
            BufferPool twoPieces = new BufferPool(large.segment());
            twoPieces.registeredAs(7);
            BufferShare whole = twoPieces.openWhole();
            List<IoBuffer> all = new ArrayList<>();
            IoBuffer buffer;
            while ((buffer = whole.tryAcquire(MAX)) != null) {
                boolean isSecond = buffer.address() - large.segment().address() >= Rings.MAX_BUFFER_BYTES;
                assertEquals(isSecond ? 8 : 7, buffer.registeredIndex());
                all.add(buffer);
            }
            all.forEach(IoBuffer::release);
            assertEquals(7, twoPieces.registeredIndex());
        }
    }

    @Test
    void shouldNeverGiveMemoryTwiceAndAlwaysServeTheLineWhenUsedAtRandom() {
        long seed = Seed.of("BufferPoolTest");
        SplittableRandom random = new SplittableRandom(seed);
        List<IoBuffer> out = new ArrayList<>();
        List<Integer> asked = new ArrayList<>();
        for (int step = 0; step < 50_000; step++) {
            if (random.nextInt(100) < 50 + (step / 5000 % 2 == 0 ? 8 : -8)) {
                int bytes = random.nextInt(1, 1 + (4096 << random.nextInt(7)));
                IoBuffer buffer = share.acquire(bytes, waiter);
                if (buffer == null) {
                    asked.add(bytes);
                } else {
                    assertTrue(asked.isEmpty(), "overtook the line, seed " + seed);
                    assertApart(buffer, out, seed);
                    out.add(buffer);
                }
            } else if (!out.isEmpty()) {
                out.remove(random.nextInt(out.size())).release();
            }
            for (IoBuffer buffer : granted) {
                assertTrue(buffer.capacity() >= asked.removeFirst(), "served out of order, seed " + seed);
                assertApart(buffer, out, seed);
                out.add(buffer);
            }
            granted.clear();
            assertEquals(out.size(), pool.outstanding(), "seed " + seed);
            assertEquals(asked.size(), share.waiters(), "seed " + seed);
        }
        while (!out.isEmpty()) {
            out.removeLast().release();
            out.addAll(granted);
            granted.clear();
        }
        takeAll(MAX).forEach(IoBuffer::release);
    }

    @Test
    void shouldReuseTheSameObjectsWhenAClassIsUsedAgain() {
        IoBuffer first = share.tryAcquire(4096);
        first.release();
        IoBuffer again = share.tryAcquire(4096);
        assertSame(first, again);
        assertNotNull(again.byteBuffer());
        again.release();
    }

    private List<IoBuffer> takeAll(int bytes) {
        List<IoBuffer> all = new ArrayList<>();
        IoBuffer buffer;
        while ((buffer = share.tryAcquire(bytes)) != null) {
            all.add(buffer);
        }
        assertTrue(bytes < MAX || all.size() == MAX_BUFFERS, all.size() + " of " + MAX_BUFFERS);
        return all;
    }

    private static void assertApart(IoBuffer buffer, List<IoBuffer> others, long seed) {
        for (IoBuffer other : others) {
            assertTrue(
                    buffer.address() + buffer.capacity() <= other.address()
                            || other.address() + other.capacity() <= buffer.address(),
                    "given twice, seed " + seed);
        }
    }
}
