package dev.sluice.io.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryBudgetTest {
    private static final long GIB = 1L << 30;

    @TempDir
    private Path root;

    @BeforeEach
    void machineOf16GiB() throws IOException {
        file("proc/meminfo", "MemTotal:       33554432 kB\nMemFree: 1 kB\nMemAvailable:   15728640 kB\n");
        file("proc/self/status", "Name:\tjava\nRssAnon:\t 1048576 kB\n");
        file("proc/self/cgroup", "0::/\n");
    }

    private void file(String path, String content) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), content);
    }

    private MemoryBudget budget() {
        return MemoryBudget.of(root, GIB / 2, 0);
    }

    @Test
    void shouldLeaveWhatIsAvailableLessHeapAndAShare() {
        assertEquals(16 * GIB, budget().capacityBytes());
        assertEquals(16 * GIB - GIB - GIB / 2, budget().leftBytes());
        assertNull(budget().refusal(14 * GIB));
        assertTrue(
                budget().refusal(900 * GIB).startsWith("900 GiB are more memory than there is: this machine leaves"));
        assertNotNull(budget().with(10 * GIB).refusal(5 * GIB), "the sum counts");
    }

    @Test
    void shouldKeepToTheLimitOfAControlGroupOfVersion2() throws IOException {
        file("proc/self/cgroup", "0::/system.slice/sluice.service\n");
        file("sys/fs/cgroup/system.slice/sluice.service/memory.max", "max\n");
        file("sys/fs/cgroup/system.slice/memory.max", 4 * GIB + "\n");
        file("sys/fs/cgroup/system.slice/memory.current", 3 * GIB + "\n");
        file("sys/fs/cgroup/system.slice/memory.stat", "anon 1\ninactive_file " + GIB + "\nactive_file 0\n");
        // 4 GiB less the 2 GiB that are no cache, and the GiB that this process has of them.
        assertEquals(3 * GIB, budget().capacityBytes());
        assertTrue(budget().refusal(4 * GIB).contains("control group /system.slice leaves 3072 MiB"));
    }

    @Test
    void shouldKeepToTheLimitOfAControlGroupOfVersion1() throws IOException {
        file("proc/self/cgroup", "9:name=systemd:/\n4:cpu,memory:/docker/1234\n0::/\n");
        // The container sees its own group as the root of the mount.
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", 2 * GIB + "\n");
        file("sys/fs/cgroup/memory/memory.usage_in_bytes", GIB + "\n");
        file("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 0\n");
        assertEquals(2 * GIB, budget().capacityBytes());
    }

    @Test
    void shouldTakeNoLimitForALimit() throws IOException {
        file("proc/self/cgroup", "4:memory:/\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        file("sys/fs/cgroup/memory/memory.usage_in_bytes", GIB + "\n");
        assertEquals(16 * GIB, budget().capacityBytes());
    }

    @Test
    void shouldSetAsideAQuarterForTheHeapAtMost() throws IOException {
        file("proc/meminfo", "MemAvailable: 0 kB\n");
        assertEquals(GIB / 4, budget().heapBytes());
    }

    @Test
    void shouldCountWhatIsMapped() throws Exception {
        long before = Mapping.promisedBytes();
        try (Mapping mapping = Mapping.anonymous(5 << 20)) {
            assertEquals(before + mapping.segment().byteSize(), Mapping.promisedBytes());
        }
        assertEquals(before, Mapping.promisedBytes());
    }
}
