package dev.sluice.scsi.atomic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AtomicRangesTest {
    private static final AtomicRange FIRST = new AtomicRange(1, 1024, 512, false);
    private static final AtomicRange SECOND = new AtomicRange(2, 1024, 2048, false);
    private static final AtomicRange THIRD = new AtomicRange(5, 2048, 512, false);
    private static final AtomicRanges ALL =
            AtomicRanges.NONE.with(FIRST).with(SECOND).with(THIRD);

    @Test
    void shouldOverlapOnlyWhereBytesAreShared() {
        assertFalse(FIRST.overlaps(0, 1024));
        assertTrue(FIRST.overlaps(0, 1025));
        assertTrue(FIRST.overlaps(1535, 1));
        assertTrue(FIRST.overlaps(0, 1 << 20));
        assertFalse(FIRST.overlaps(1536, 512));
    }

    @Test
    void shouldBlockOnlyUpToTheGivenTicket() {
        assertTrue(ALL.block(1024, 512, 1, false));
        assertFalse(ALL.block(2048, 512, 1, false));
        assertTrue(ALL.block(2048, 512, 2, false));
        assertFalse(ALL.without(SECOND).block(2048, 512, 4, false));
        assertTrue(ALL.without(SECOND).block(2048, 512, 5, false));
        assertFalse(ALL.block(0, 1024, 5, false));
        assertEquals(5, ALL.lastTicket());
    }

    @Test
    void shouldLetOverlappingRangesGoInOrderAndOthersAtOnce() {
        assertTrue(ALL.isNext(FIRST));
        assertFalse(ALL.isNext(SECOND));
        assertFalse(ALL.isNext(THIRD));
        assertTrue(ALL.without(FIRST).isNext(SECOND));
        assertTrue(ALL.without(SECOND).isNext(THIRD));
    }

    @Test
    void shouldNeverChange() {
        AtomicRanges rest = ALL.without(FIRST);
        assertTrue(ALL.contains(FIRST));
        assertFalse(rest.contains(FIRST));
        assertTrue(rest.contains(SECOND));
        assertFalse(ALL.contains(new AtomicRange(1, 1024, 512, false)));
        AtomicRanges none = ALL;
        for (AtomicRange range : List.of(SECOND, FIRST, THIRD)) {
            none = none.without(range);
        }
        assertSame(AtomicRanges.NONE, none);
    }

    @Test
    void shouldBlockReadersWhereTheyAreExcluded() {
        AtomicRanges ranges =
                AtomicRanges.NONE.with(new AtomicRange(1, 0, 512, false)).with(new AtomicRange(2, 512, 512, true));
        assertFalse(ranges.block(0, 512, 2, true));
        assertTrue(ranges.block(0, 512, 2, false));
        assertTrue(ranges.block(0, 1024, 2, true));
        assertFalse(ranges.block(0, 1024, 1, true));
    }
}
