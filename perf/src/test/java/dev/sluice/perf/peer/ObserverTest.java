package dev.sluice.perf.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ObserverTest {
    /** Fails in its second turn, finds other data in its third and ends in its fourth. */
    private static final class Scripted extends Observer {
        private int begun;
        private int closed;
        private int turns;

        Scripted() {
            super("scripted", 0);
        }

        @Override
        protected Closeable begin() {
            begun++;
            return () -> closed++;
        }

        @Override
        protected void turn() throws IOException {
            turns++;
            timed(() -> {
                if (turns == 2) {
                    throw new IOException("no answer");
                }
                return null;
            });
            if (turns == 3) {
                mismatch("block 7");
            }
            if (turns == 4) {
                stop();
            }
        }
    }

    @Test
    void shouldBeginAgainAndCountWhenAnExchangeFails() {
        Scripted observer = new Scripted();
        observer.run();
        Observer.Report report = observer.report();
        assertEquals(4, report.exchanges());
        assertEquals(1, report.errors());
        assertEquals(1, report.mismatches());
        assertEquals("no answer", report.fault());
        assertEquals(2, observer.begun);
        assertEquals(2, observer.closed);
        observer.forget();
        assertEquals(0, observer.report().exchanges());
        assertNull(observer.report().fault());
    }

    @Test
    void shouldReportAnExchangeThatHasNotEnded() throws Exception {
        Scripted observer = new Scripted();
        observer.timed(() -> {
            long begin = System.nanoTime();
            while (observer.report().longestMillis() < 2) {
                Thread.onSpinWait();
            }
            long passed = (System.nanoTime() - begin) / 1_000_000;
            assertTrue(observer.report().longestMillis() >= passed);
            return null;
        });
    }
}
