package dev.sluice.perf.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.perf.peer.Observer.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundsTest {
    private static final Footprint BEFORE = new Footprint(5, 5, 50, 30, 20 << 20, 800 << 20);
    private static final Bounds BOUNDS = Bounds.of(1000);

    private static List<String> of(Report report, Footprint after) {
        return BOUNDS.faults(List.of(report), BEFORE, after);
    }

    @Test
    void shouldFindNoFaultWhenNobodyWaitedLongAndAllIsAsBefore() {
        assertEquals(List.of(), of(new Report("login", 10, 1000, 0, 0, null), BEFORE));
    }

    @Test
    void shouldNameWhoWaitedTooLongOrFailed() {
        List<String> faults = of(new Report("login", 10, 1001, 2, 0, "its login is refused"), BEFORE);
        assertEquals(2, faults.size());
        assertTrue(faults.getFirst().contains("login: waited 1,001 ms"), faults::toString);
        assertTrue(faults.getLast().contains("its login is refused"), faults::toString);
    }

    @Test
    void shouldFindAFaultWhenNothingCameToAnEnd() {
        assertEquals(1, of(new Report("login", 0, 0, 0, 0, null), BEFORE).size());
    }

    @Test
    void shouldFindEachThingThatTheServerHasKept() {
        Footprint after = new Footprint(6, 6, 51, 31, 30 << 20, 900 << 20);
        assertEquals(6, of(new Report("login", 1, 1, 0, 0, null), after).size());
    }
}
