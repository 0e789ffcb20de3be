package dev.sluice.iscsi.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.io.memory.HeapPool;
import dev.sluice.iscsi.login.LoginFailure;
import org.junit.jupiter.api.Test;

/** The heap of a loop suffices for all sessions that it may have, if it suffices for the least of each. */
class SessionHeapTest {
    private static final int SESSIONS = 4096;
    private static final int DEPTH = 128;

    @Test
    void shouldHaveHeapForTheLastSessionWhenThereIsTheLeastForEach() throws LoginFailure {
        HeapPool pool = new HeapPool((long) SESSIONS * SessionHeap.LEAST_BYTES);
        for (int later = SESSIONS - 1; later >= 0; later--) {
            SessionHeap.open(pool, SessionHeap.depth(pool, DEPTH, later));
        }
        assertThrows(LoginFailure.class, () -> SessionHeap.open(pool, SessionHeap.depth(pool, DEPTH, 0)));
    }

    @Test
    void shouldGiveTheWholeWindowWhenThereIsHeapForIt() throws LoginFailure {
        HeapPool pool = new HeapPool(64 << 20);
        assertEquals(DEPTH, SessionHeap.depth(pool, DEPTH, 255));
    }
}
