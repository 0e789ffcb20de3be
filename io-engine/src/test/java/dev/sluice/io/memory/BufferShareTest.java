package dev.sluice.io.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.sys.Mapping;
import dev.sluice.testing.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several shares of one pool: what each is sure of, and what it may borrow. */
class BufferShareTest {
    private static final int SPAN = BufferPool.SPAN_BYTES;
    private static final int SPANS = 16;

    private Mapping memory;
    private BufferPool pool;
    private final List<IoBuffer> granted = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        memory = Mapping.anonymous((long) SPANS * SPAN);
        pool = new BufferPool(memory.segment());
    }

    @AfterEach
    void stop() {
        assertEquals(0, pool.outstanding(), "buffers away from home");
        assertEquals(0, pool.shares(), "shares that are still open");
        assertEquals(pool.capacityBytes(), pool.availableBytes());
        memory.close();
    }

    @Test
    void shouldGiveAGuaranteeAtOnceWhenAnotherShareHasTakenAllThatItMay() {
        BufferShare greedy = pool.open(SPAN);
        BufferShare modest = pool.open(SPAN);
        List<IoBuffer> taken = takeAll(greedy, SPAN);
        IoBuffer own = modest.tryAcquire(SPAN);
        assertNotNull(own, "the greedy share has " + taken.size() + " of " + SPANS);
        own.release();
        end(greedy, taken);
        end(modest, List.of());
    }

    @Test
    void shouldGiveAGuaranteeAtOnceWhenAnotherShareKeepsOneSmallBufferOfEachSpan() {
        BufferShare greedy = pool.open(SPAN);
        List<IoBuffer> small = takeAll(greedy, 4096);
        List<IoBuffer> kept = new ArrayList<>();
        for (int i = 0; i < small.size(); i++) {
            if (i % (SPAN / 4096) == 0) {
                kept.add(small.get(i));
            } else {
                small.get(i).release();
            }
        }
        BufferShare modest = pool.open(SPAN);
        IoBuffer own = modest.tryAcquire(SPAN);
        assertNotNull(own);
        own.release();
        end(greedy, kept);
        end(modest, List.of());
    }

    @Test
    void shouldLeaveHalfWhenOneShareBorrowsAllThatItMay() {
        BufferShare greedy = pool.open(0);
        List<IoBuffer> taken = takeAll(greedy, SPAN);
        assertEquals(SPANS / 2, taken.size());
        BufferShare next = pool.open(0);
        List<IoBuffer> others = takeAll(next, SPAN);
        assertEquals(SPANS / 4, others.size(), "half of what the first has left");
        end(greedy, taken);
        end(next, others);
    }

    @Test
    void shouldRefuseAShareWhenItsGuaranteeCouldNotBeKept() {
        BufferShare first = pool.open((long) (SPANS - 1) * SPAN);
        assertNull(pool.open(2 * SPAN));
        BufferShare last = pool.open(SPAN);
        assertNotNull(last);
        assertNull(pool.open(1));
        List<IoBuffer> all = takeAll(first, SPAN);
        assertEquals(SPANS - 1, all.size());
        end(first, all);
        end(last, List.of());
    }

    @Test
    void shouldOpenAShareWhenManyHaveBorrowedAllThatTheyMay() {
        List<BufferShare> greedy = new ArrayList<>();
        List<List<IoBuffer>> taken = new ArrayList<>();
        for (int i = 0; i < SPANS; i++) {
            greedy.add(pool.open(0));
            taken.add(takeAll(greedy.getLast(), SPAN));
        }
        assertNull(pool.open(SPAN, false), "what is kept is not for everybody");
        BufferShare next = pool.open(SPAN, true);
        assertNotNull(next);
        List<IoBuffer> own = takeAll(next, SPAN);
        assertEquals(1, own.size());
        end(next, own);
        for (int i = 0; i < SPANS; i++) {
            end(greedy.get(i), taken.get(i));
        }
    }

    @Test
    void shouldServeSharesInTurnWhenSeveralWait() {
        BufferShare holder = pool.open((long) SPANS * SPAN);
        List<IoBuffer> all = takeAll(holder, SPAN);
        BufferShare first = pool.open(0);
        BufferShare second = pool.open(0);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertNull(first.acquire(SPAN, buffer -> note(order, "first", buffer)));
        }
        assertNull(second.acquire(SPAN, buffer -> note(order, "second", buffer)));
        assertFalse(holder.isInTheWay(), "it has what it is sure of");
        holder.close();
        all.forEach(IoBuffer::release);
        assertEquals(List.of("first", "second", "first", "first"), order);
        granted.forEach(IoBuffer::release);
        first.close();
        second.close();
    }

    @Test
    void shouldBeInTheWayWhenItBorrowsWhileAnotherShareWaits() {
        BufferShare greedy = pool.open(0);
        List<IoBuffer> taken = takeAll(greedy, SPAN);
        assertFalse(greedy.isInTheWay(), "nobody waits");
        BufferShare other = pool.open(0);
        List<IoBuffer> others = takeAll(other, SPAN);
        assertNull(other.acquire(SPAN, granted::add));
        assertTrue(greedy.isInTheWay());
        taken.forEach(IoBuffer::release);
        assertEquals(1, granted.size());
        assertFalse(greedy.isInTheWay());
        granted.getFirst().release();
        end(greedy, List.of());
        end(other, others);
    }

    @Test
    void shouldGiveBackWhatItHasWhenABufferComesHomeAfterItsEnd() {
        BufferShare left = pool.open(SPAN);
        IoBuffer late = left.tryAcquire(4096);
        left.close();
        BufferShare other = pool.open((long) (SPANS - 1) * SPAN);
        assertNotNull(other);
        assertNull(pool.open(SPAN));
        late.release();
        BufferShare last = pool.open(SPAN);
        assertNotNull(last);
        last.close();
        other.close();
    }

    @Test
    void shouldKeepEveryGuaranteeWhenSharesAreUsedAtRandom() {
        long seed = Seed.of("BufferShareTest");
        SplittableRandom random = new SplittableRandom(seed);
        int count = 6;
        BufferShare[] shares = new BufferShare[count];
        List<List<IoBuffer>> out = new ArrayList<>();
        int[] waits = new int[count];
        for (int i = 0; i < count; i++) {
            shares[i] = pool.open(SPAN);
            out.add(new ArrayList<>());
        }
        for (int step = 0; step < 200_000; step++) {
            int at = random.nextInt(count);
            List<IoBuffer> mine = out.get(at);
            int bytes = 4096 << random.nextInt(7);
            if (random.nextInt(100) < (step / 10_000 % 2 == 0 ? 60 : 40)) {
                long usedBefore = shares[at].bytesInUse();
                IoBuffer buffer = shares[at].acquire(bytes, late -> {
                    waits[at]--;
                    mine.add(late);
                });
                if (buffer == null) {
                    waits[at]++;
                    assertTrue(
                            usedBefore >= SPAN, "a share waits that has nothing of its guarantee in use, seed " + seed);
                } else {
                    mine.add(buffer);
                }
            } else if (!mine.isEmpty()) {
                mine.remove(random.nextInt(mine.size())).release();
            }
            assertEquals(out.stream().mapToInt(List::size).sum(), pool.outstanding(), "seed " + seed);
            assertEquals(waits[at], shares[at].waiters(), "seed " + seed);
        }
        for (int i = 0; i < count; i++) {
            while (!out.get(i).isEmpty()) {
                out.get(i).removeLast().release();
            }
            assertEquals(0, waits[i], "a request that nobody served, seed " + seed);
            shares[i].close();
        }
    }

    private void note(List<String> order, String who, IoBuffer buffer) {
        order.add(who);
        granted.add(buffer);
    }

    private static List<IoBuffer> takeAll(BufferShare share, int bytes) {
        List<IoBuffer> all = new ArrayList<>();
        IoBuffer buffer;
        while ((buffer = share.tryAcquire(bytes)) != null) {
            all.add(buffer);
        }
        return all;
    }

    private static void end(BufferShare share, List<IoBuffer> taken) {
        taken.forEach(IoBuffer::release);
        share.close();
    }
}
