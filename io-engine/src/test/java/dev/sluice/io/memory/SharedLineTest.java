package dev.sluice.io.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.sys.Mapping;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The line of shares that wait: each event that lets one of them go on does so at once. And the exact bounds of a share. */
class SharedLineTest {
    private static final int SPAN = BufferPool.SPAN_BYTES;
    private static final int SPANS = 16;
    private static final int SMALL = 4096;

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
        BufferShare whole = pool.openWhole();
        List<IoBuffer> all = takeAll(whole, SPAN);
        assertEquals(SPANS, all.size(), "spans that were lost");
        end(whole, all);
        memory.close();
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

    private void releaseGranted() {
        List<IoBuffer> all = List.copyOf(granted);
        granted.clear();
        all.forEach(IoBuffer::release);
    }

    @Test
    void shouldServeItsOwnLineWhenABufferOfASpanInUseComesHome() {
        BufferShare share = pool.open((long) SPANS * SPAN);
        List<IoBuffer> all = takeAll(share, SMALL);
        assertNull(share.acquire(SMALL, granted::add));
        all.removeFirst().release();
        assertEquals(1, granted.size());
        releaseGranted();
        end(share, all);
    }

    @Test
    void shouldServeOthersWhenAShareThatHoldsAGuaranteeCloses() {
        BufferShare sure = pool.open((long) (SPANS - 1) * SPAN);
        BufferShare other = pool.open(0);
        assertNull(other.acquire(SMALL, granted::add), "all that is left is kept for shares still to be opened");
        assertEquals(2, pool.shares());
        sure.close();
        assertEquals(1, pool.shares());
        assertEquals(1, granted.size());
        releaseGranted();
        other.close();
    }

    @Test
    void shouldServeTheNextOfItsLineWhenTheFirstIsCancelled() {
        BufferShare share = pool.open(SPAN);
        BufferShare rest = pool.open((long) (SPANS - 2) * SPAN);
        IoBuffer small = share.tryAcquire(SMALL);
        BufferWaiter large = buffer -> {
            throw new AssertionError("it was cancelled");
        };
        assertNull(share.acquire(SPAN, large));
        assertNull(share.acquire(SMALL, granted::add));
        share.cancel(large);
        assertEquals(1, granted.size());
        assertEquals(0, share.waiters());
        assertEquals(2, share.outstanding());
        releaseGranted();
        assertEquals(1, share.outstanding());
        end(share, List.of(small));
        rest.close();
    }

    @Test
    void shouldLeaveTheLineWhenItsLastRequestIsServedOrCancelled() {
        BufferShare greedy = pool.open(0);
        List<IoBuffer> taken = takeAll(greedy, SPAN);
        BufferShare other = pool.open(0);
        List<IoBuffer> others = takeAll(other, SMALL);
        BufferWaiter waiter = granted::add;
        assertNull(other.acquire(SMALL, waiter));
        assertTrue(greedy.isInTheWay());
        others.removeFirst().release();
        assertEquals(1, granted.size());
        assertFalse(greedy.isInTheWay(), "nobody waits any more");
        assertNull(other.acquire(SMALL, waiter));
        assertTrue(greedy.isInTheWay());
        other.cancel(waiter);
        assertFalse(greedy.isInTheWay(), "nobody waits any more");
        releaseGranted();
        end(greedy, taken);
        end(other, others);
    }

    @Test
    void shouldServeAnotherShareWhenAWaiterClosesAShareWhileItIsServed() {
        BufferShare sure = pool.open((long) (SPANS - 2) * SPAN);
        BufferShare first = pool.open(SPAN);
        List<IoBuffer> own = takeAll(first, SMALL);
        BufferShare other = pool.open(0);
        assertNull(other.acquire(SPAN, granted::add));
        assertNull(first.acquire(SMALL, buffer -> {
            granted.add(buffer);
            sure.close();
        }));
        own.removeFirst().release();
        assertEquals(2, granted.size());
        releaseGranted();
        end(first, own);
        other.close();
    }

    @Test
    void shouldBorrowAsLongAsItHasBorrowedLessThanIsLeftBeyondItsGuarantee() {
        BufferShare share = pool.open(4 * SPAN);
        List<IoBuffer> all = takeAll(share, SPAN);
        // Four guaranteed; then b < 16 - 4 - b - 1 (the kept sixteenth) lets it borrow six.
        assertEquals(10, all.size());
        assertEquals(10L * SPAN, share.bytesInUse());
        end(share, all);
    }

    @Test
    void shouldUseItsOwnRestingSpanWhenItNeedsAnotherSize() {
        BufferShare share = pool.open(2 * SPAN);
        IoBuffer small = share.tryAcquire(SMALL);
        long span = small.address() / SPAN;
        small.release();
        IoBuffer larger = share.tryAcquire(2 * SMALL);
        assertEquals(span, larger.address() / SPAN);
        larger.release();
        IoBuffer again = share.tryAcquire(SMALL);
        assertEquals(span, again.address() / SPAN);
        end(share, List.of(again));
    }

    @Test
    void shouldTakeTheSpanThatHasRestedLongestWhenAnotherShareNeedsOne() {
        BufferShare resting = pool.open((long) SPANS * SPAN);
        List<IoBuffer> all = takeAll(resting, SPAN);
        resting.close();
        BufferShare owner = pool.open(0);
        assertNull(owner.tryAcquire(SPAN), "all spans are still out");
        long first = all.getFirst().address();
        all.forEach(IoBuffer::release);
        IoBuffer used = owner.tryAcquire(SPAN);
        assertNotNull(used);
        used.release();
        BufferShare next = pool.open((long) SPANS * SPAN);
        List<IoBuffer> others = takeAll(next, SPAN);
        assertEquals(SPANS, others.size(), "a span at rest is lent again");
        assertTrue(others.stream().anyMatch(buffer -> buffer.address() == first));
        end(next, others);
        owner.close();
    }

    @Test
    void shouldTellHowManyBuffersASpanMakes() {
        assertEquals(64, BufferPool.buffersPerSpan(1));
        assertEquals(64, BufferPool.buffersPerSpan(4096));
        assertEquals(32, BufferPool.buffersPerSpan(4097));
        assertEquals(1, BufferPool.buffersPerSpan(SPAN));
    }

    @Test
    void shouldKnowItsRegistrationWhenTheIndexIsZeroOrNone() {
        pool.registeredAs(0);
        assertEquals(0, pool.registeredIndex());
        pool.registeredAs(-1);
        assertEquals(-1, pool.registeredIndex());
        assertEquals(memory.segment(), pool.memory());
    }
}
