package dev.sluice.perf.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class AddressStreamTest {
    @Test
    void shouldReachEveryAddressOfTheRegionAtRandom() {
        AddressStream addresses = new AddressStream(100, true, 100, 7);
        BitSet seen = new BitSet();

        for (int i = 0; i < 5000; i++) {
            seen.set((int) addresses.nextAddress());
        }

        assertEquals(100, seen.cardinality());
        assertEquals(100, seen.length());
    }

    @Test
    void shouldWrapAtTheEndOfTheRegionInSequence() {
        AddressStream addresses = new AddressStream(3, false, 100, 7);

        long first = addresses.nextAddress();

        assertEquals((first + 1) % 3, addresses.nextAddress());
        assertEquals((first + 2) % 3, addresses.nextAddress());
        assertEquals(first, addresses.nextAddress());
    }

    @Test
    void shouldMixReadsAndWritesAsTold() {
        AddressStream addresses = new AddressStream(3, true, 70, 7);
        int reads = 0;
        for (int i = 0; i < 100_000; i++) {
            reads += addresses.nextIsRead() ? 1 : 0;
        }

        assertTrue(Math.abs(reads - 70_000) < 1_000, "reads: " + reads);
    }

    @Test
    void shouldRefuseARegionSmallerThanACommand() {
        assertThrows(IllegalArgumentException.class, () -> new AddressStream(0, true, 100, 7));
    }
}
