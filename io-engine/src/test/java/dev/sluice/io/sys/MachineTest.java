package dev.sluice.io.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void shouldCompareReleasesByNumberWhenTheyHaveSuffixes() {
        assertTrue(Machine.isAtLeast("6.1.0-9-amd64", 6, 1));
        assertTrue(Machine.isAtLeast("6.12.3", 6, 9));
        assertTrue(Machine.isAtLeast("10.0", 6, 1));
        assertFalse(Machine.isAtLeast("5.19.17", 6, 1));
        assertFalse(Machine.isAtLeast("6.0.99", 6, 1));
        assertTrue(Machine.isAtLeast("unusual", 6, 1));
    }

    @Test
    void shouldTellTheRunningKernelsRelease() {
        assertEquals(System.getProperty("os.version"), Machine.kernelRelease());
    }

    @Test
    void shouldGiveZeroedMemoryBackAndReadZeroesWhenPagesAreDiscarded() throws Exception {
        try (Mapping mapping = Mapping.anonymous(1)) {
            assertEquals(Mapping.HUGE_PAGE_BYTES, mapping.segment().byteSize());
            assertEquals(0, mapping.segment().address() % Mapping.HUGE_PAGE_BYTES);
            mapping.segment().fill((byte) 7);
            assertTrue(mapping.discard(4096, 8192));
            assertEquals(7, mapping.segment().get(ValueLayout.JAVA_BYTE, 4095));
            assertEquals(0, mapping.segment().get(ValueLayout.JAVA_BYTE, 4096));
            assertEquals(0, mapping.segment().get(ValueLayout.JAVA_BYTE, 12287));
            assertEquals(7, mapping.segment().get(ValueLayout.JAVA_BYTE, 12288));
        }
    }

    @Test
    void shouldNameTheErrorWhenACallFails() {
        SystemCallException e = assertThrows(
                SystemCallException.class,
                () -> OpenFile.open(java.nio.file.Path.of("/nowhere/at/all"), OpenFile.Mode.READ, false, false));
        assertEquals(Errno.ENOENT, e.errno());
        assertTrue(e.getMessage().contains("/nowhere/at/all") && e.getMessage().contains("ENOENT"), e.getMessage());
    }
}
