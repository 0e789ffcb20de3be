package dev.sluice.scsi.unit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class UnitAttentionsTest {
    @Test
    void shouldTellOfResetsFirst() {
        UnitAttentions attentions = new UnitAttentions();
        for (int additional : new int[] {0x2A09, 0x2907, 0x3F0E, 0x2903, 0x2900, 0x2A01, 0x2A09}) {
            attentions.establish(additional);
        }
        assertArrayEquals(new int[] {0x2900, 0x2903, 0x2907, 0x2A09, 0x3F0E, 0x2A01}, attentions.pending());
    }
}
