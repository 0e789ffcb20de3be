package dev.sluice.iscsi.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RetainedBytesTest {
    private static int takeAll(RetainedBytes session) {
        int taken = 0;
        while (session.take(1)) {
            taken++;
        }
        return taken;
    }

    @Test
    void shouldLeaveSomethingWhenAnotherSessionHoldsAllThatItMay() {
        RetainedBytes.Budget budget = new RetainedBytes.Budget(1000);
        RetainedBytes first = new RetainedBytes(budget);
        RetainedBytes second = new RetainedBytes(budget);
        assertEquals(500, takeAll(first));
        assertEquals(250, takeAll(second));
        assertFalse(first.take(1));
        second.giveBack(250);
        first.giveBack(100);
        assertTrue(first.take(100));
    }
}
