package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.sys.MemoryBudget;
import dev.sluice.target.ServerSettings;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MachineLimitsTest {
    private static final long GIB = 1L << 30;
    private static final MemoryBudget MEMORY = new MemoryBudget(8 * GIB, "this machine", GIB / 2, 0);

    private static void refused(String part, Executable asked) {
        String message = assertThrows(UsageException.class, asked).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void shouldRefuseMoreLoopsThanCores() {
        assertDoesNotThrow(() -> MachineLimits.checkThreads(2, 8, Set.of(0, 1)));
        refused("--cores '99': this process may run on 2 cores", () -> MachineLimits.checkThreads(99, 0, Set.of(0, 1)));
        refused("--io-workers '9': at most 8", () -> MachineLimits.checkThreads(1, 9, Set.of(0, 1)));
    }

    @Test
    void shouldRefuseBuffersThatTheMachineDoesNotHave() {
        assertDoesNotThrow(() -> MachineLimits.checkBuffers("7G", 7 * GIB, MEMORY));
        refused("--buffer-memory '1T': 1,024 GiB are more", () -> MachineLimits.checkBuffers("1T", 1L << 40, MEMORY));
    }

    @Test
    void shouldTakeFewerBuffersOnASmallMachineWhenNothingIsSaid() {
        assertEquals(128 << 20, MachineLimits.usualBufferBytes(2, 10, MEMORY));
        MemoryBudget small = new MemoryBudget(GIB / 8, "this machine", GIB / 32, 0);
        assertEquals(small.leftBytes() / 2, MachineLimits.usualBufferBytes(2, 10, small));
        MemoryBudget none = new MemoryBudget(0, "this machine", 0, 0);
        assertEquals(ServerSettings.minBufferMemory(2), MachineLimits.usualBufferBytes(2, 10, none));
    }

    @Test
    void shouldRefuseMoreSessionsThanTheHeapCarries() {
        assertDoesNotThrow(() -> MachineLimits.checkSessions(256, 128, 8 << 20));
        assertDoesNotThrow(() -> MachineLimits.checkSessions(256, 4096, 512 << 20));
        assertDoesNotThrow(() -> MachineLimits.checkSessions(4096, 128, 512 << 20));
        refused(
                "--max-sessions '65535' with --queue-depth '128' needs 4438 MiB of Java heap, and there are 512",
                () -> MachineLimits.checkSessions(65_535, 128, 512 << 20));
    }
}
