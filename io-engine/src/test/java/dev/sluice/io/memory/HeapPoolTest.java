package dev.sluice.io.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testing.Seed;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nobody gets more of the heap than the others leave, and everybody gets what was promised. */
class HeapPoolTest {
    private static final int MIB = 1 << 20;

    private final HeapPool pool = new HeapPool(HeapPool.LEAST_BYTES);

    private static int takeAll(HeapShare share, int bytes) {
        int count = 0;
        while (share.take(bytes) != null) {
            count++;
        }
        return count;
    }

    @Test
    void shouldLeaveHalfWhenOneShareTakesWhatItCan() {
        assertEquals(4, takeAll(pool.open(0, 0), MIB));
        assertEquals(4 * MIB, pool.unpromised());
    }

    @Test
    void shouldGiveANewcomerSomethingWhenOthersHaveTakenWhatTheyCan() {
        for (int i = 0; i < 6; i++) {
            assertTrue(takeAll(pool.open(0, 0), 16 << 10) > 0, "share " + i);
        }
    }

    @Test
    void shouldKeepItsPromiseWhenOthersHaveTakenWhatTheyCan() {
        HeapShare modest = pool.open(0, 16 << 10);
        for (int i = 0; i < 100; i++) {
            takeAll(pool.open(0, 0), 256);
        }
        assertNotNull(modest.take(8 << 10));
        assertNotNull(modest.take(8 << 10));
        assertEquals(16 << 10, modest.bytesInUse());
    }

    @Test
    void shouldPromiseNoMoreThanItHas() {
        assertNotNull(pool.open(4 * MIB, 4 * MIB));
        assertNull(pool.open(0, 1));
    }

    @Test
    void shouldHaveAllBackWhenSharesAreClosed() {
        HeapShare share = pool.open(MIB, 64 << 10);
        byte[] array = share.take(1000);
        share.close();
        share.giveBack(array);
        assertEquals(0, pool.outstandingBytes());
        assertEquals(pool.capacityBytes(), pool.unpromised());
    }

    @Test
    void shouldUseAnArrayAgain() {
        HeapShare share = pool.open(0, 0);
        byte[] array = share.take(5000);
        share.giveBack(array);
        assertSame(array, share.take(8192));
    }

    @Test
    void shouldKeepArraysOfASizeUpTo128KiBWhenTheyComeHome() {
        HeapShare share = pool.open(0, 4 * MIB);
        byte[][] arrays = {share.take(64 << 10), share.take(64 << 10), share.take(64 << 10)};
        for (byte[] array : arrays) {
            share.giveBack(array);
        }
        Set<byte[]> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        Collections.addAll(kept, arrays);
        assertTrue(kept.contains(share.take(64 << 10)));
        assertTrue(kept.contains(share.take(64 << 10)));
        assertFalse(kept.contains(share.take(64 << 10)), "three are more than 128 KiB");
        byte[] large = share.take(MIB);
        share.giveBack(large);
        assertNotSame(large, share.take(MIB));
    }

    @Test
    void shouldRoundUpToPowersOfTwoFrom256Bytes() {
        assertEquals(256, HeapPool.lendingBytes(0));
        assertEquals(256, HeapPool.lendingBytes(256));
        assertEquals(512, HeapPool.lendingBytes(257));
        assertEquals(MIB, HeapPool.lendingBytes(MIB));
    }

    @Test
    void shouldRefuseSizesThatNoArrayHas() {
        HeapShare share = pool.open(0, 4 * MIB);
        assertEquals(256, share.take(0).length);
        assertEquals(MIB, share.take(HeapPool.MAX_ARRAY_BYTES).length);
        assertThrows(IllegalArgumentException.class, () -> share.take(-1));
        assertThrows(IllegalArgumentException.class, () -> share.take(HeapPool.MAX_ARRAY_BYTES + 1));
    }

    @Test
    void shouldUseOneWorkspaceAgainUntilItIsTooSmall() {
        byte[] small = pool.workspace(512);
        assertEquals(512, small.length);
        assertSame(small, pool.workspace(512));
        byte[] large = pool.workspace(BufferPool.MAX_BUFFER_BYTES);
        assertEquals(BufferPool.MAX_BUFFER_BYTES, large.length);
        assertSame(large, pool.workspace(512));
    }

    @Test
    void shouldDivideAThirdOfTheHeapWhenThereAreSeveralLoops() {
        long heap = Runtime.getRuntime().maxMemory();
        assertEquals(Math.max(HeapPool.LEAST_BYTES, heap / 3), HeapPool.oneOf(1).capacityBytes());
        assertEquals(Math.max(HeapPool.LEAST_BYTES, heap / 6), HeapPool.oneOf(2).capacityBytes());
        assertEquals(HeapPool.LEAST_BYTES, HeapPool.oneOf(1 << 20).capacityBytes());
    }

    @Test
    void shouldCountRightWhateverIsTakenAndGivenBack() {
        Random random = Seed.random("HeapPoolTest");
        HeapShare[] shares = {pool.open(0, 0), pool.open(MIB, 100 << 10), pool.open(0, 16 << 10)};
        ArrayDeque<byte[]>[] taken = deques(shares.length);
        long out = MIB;
        for (int i = 0; i < 20_000; i++) {
            int at = random.nextInt(shares.length);
            if (random.nextInt(3) > 0) {
                int bytes = 1 << random.nextInt(21);
                byte[] array = shares[at].take(bytes);
                if (array != null) {
                    assertTrue(array.length >= bytes);
                    taken[at].add(array);
                    out += array.length;
                }
            } else if (!taken[at].isEmpty()) {
                out -= taken[at].peek().length;
                shares[at].giveBack(taken[at].poll());
            }
            assertEquals(out, pool.outstandingBytes(), "step " + i);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ArrayDeque<byte[]>[] deques(int count) {
        ArrayDeque<byte[]>[] made = new ArrayDeque[count];
        for (int i = 0; i < count; i++) {
            made[i] = new ArrayDeque<>();
        }
        return made;
    }
}
