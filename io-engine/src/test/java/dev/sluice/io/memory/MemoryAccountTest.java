package dev.sluice.io.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryAccountTest {
    private static int takeAll(MemoryAccount session) {
        int taken = 0;
        while (session.take(1)) {
            taken++;
        }
        return taken;
    }

    @Test
    void shouldLeaveSomethingWhenAnotherSessionHoldsAllThatItMay() {
        MemoryAccount.Budget budget = new MemoryAccount.Budget(1000);
        MemoryAccount first = new MemoryAccount(budget);
        MemoryAccount second = new MemoryAccount(budget);
        assertEquals(500, takeAll(first));
        assertEquals(250, takeAll(second));
        assertFalse(first.take(1));
        second.giveBack(250);
        first.giveBack(100);
        assertTrue(first.take(100));
    }
}
