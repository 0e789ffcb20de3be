package dev.sluice.scsi.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class UnitAttentionsTest {
    @Test
    void shouldTellOfResetsFirst() {
        UnitAttentions attentions = UnitAttentions.NONE;
        for (int additional : new int[] {0x2A09, 0x2907, 0x3F0E, 0x2903, 0x2900, 0x2A01, 0x2A09}) {
            attentions = attentions.with(additional);
        }
        for (int expected : new int[] {0x2900, 0x2903, 0x2907, 0x2A09, 0x3F0E, 0x2A01}) {
            assertEquals(expected, attentions.first());
            attentions = attentions.withoutFirst();
        }
        assertSame(UnitAttentions.NONE, attentions);
    }

    @Test
    void shouldHoldEachConditionOnce() {
        UnitAttentions one = UnitAttentions.NONE.with(0x2900);
        assertSame(one, one.with(0x2900));
        assertSame(UnitAttentions.NONE, one.without(0x2900));
        assertEquals(2, one.with(0x3F0E).without(0x2A09).count());
    }
}
