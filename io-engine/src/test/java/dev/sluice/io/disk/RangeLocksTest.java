package dev.sluice.io.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testing.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class RangeLocksTest {
    private final RangeLocks locks = new RangeLocks();
    private final List<String> granted = new ArrayList<>();

    @Test
    void shouldGrantAtOnceWhenRangesDoNotOverlap() {
        assertTrue(locks.lock(named("a"), 0, 10));
        assertTrue(locks.lock(named("b"), 10, 10));
        assertTrue(locks.lock(named("c"), 30, 1));
    }

    @Test
    void shouldGrantInTheOrderAskedForWhenRangesOverlap() {
        RangeLock a = named("a");
        RangeLock b = named("b");
        RangeLock c = named("c");
        assertTrue(locks.lock(a, 0, 10));
        assertFalse(locks.lock(b, 5, 10));
        assertFalse(locks.lock(c, 12, 10), "it does not overtake b, which waits for a");
        locks.unlock(a);
        assertEquals(List.of("b"), granted);
        locks.unlock(b);
        assertEquals(List.of("b", "c"), granted);
        locks.unlock(c);
        assertTrue(locks.isEmpty());
    }

    @Test
    void shouldGrantAllThatBecomeFreeWhenAWideRangeIsGivenBack() {
        RangeLock wide = named("wide");
        assertTrue(locks.lock(wide, 0, Long.MAX_VALUE));
        assertFalse(locks.lock(named("a"), 0, 1));
        assertFalse(locks.lock(named("b"), 1, 1));
        assertFalse(locks.lock(named("c"), 0, 2));
        locks.unlock(wide);
        assertEquals(List.of("a", "b"), granted);
    }

    @Test
    void shouldNeverGrantOverlappingRangesWhenManyThreadsLock() throws Exception {
        long seed = Seed.of("RangeLocksTest");
        AtomicIntegerArray holders = new AtomicIntegerArray(64);
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            SplittableRandom random = new SplittableRandom(seed + thread);
            threads.add(CompletableFuture.runAsync(() -> lockAndUnlock(random, holders, seed)));
        }
        for (CompletableFuture<Void> thread : threads) {
            thread.get(60, TimeUnit.SECONDS);
        }
        assertTrue(locks.isEmpty());
    }

    private void lockAndUnlock(SplittableRandom random, AtomicIntegerArray holders, long seed) {
        Semaphore free = new Semaphore(0);
        RangeLock lock = new RangeLock(free::release);
        for (int i = 0; i < 5000; i++) {
            int start = random.nextInt(60);
            int length = random.nextInt(1, 5);
            if (!locks.lock(lock, start, length)) {
                free.acquireUninterruptibly();
            }
            for (int at = start; at < start + length; at++) {
                assertEquals(1, holders.incrementAndGet(at), "seed " + seed);
            }
            for (int at = start; at < start + length; at++) {
                holders.decrementAndGet(at);
            }
            locks.unlock(lock);
        }
    }

    private RangeLock named(String name) {
        return new RangeLock(() -> granted.add(name));
    }
}
