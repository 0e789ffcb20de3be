package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.DeviceError;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.taskset.TaskScope;
import dev.sluice.scsi.taskset.TaskSet;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.NexusListener;
import dev.sluice.testing.Seed;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Task attributes, and what tasks of one set do to each other. */
class TaskOrderTest {
    private static final String READ = "28 00 00 00 00 00 00 00 08 00";
    private static final String OUT_OF_RANGE = "28 00 FF FF FF FF 00 00 01 00";
    private static final IoLoop FIRST = TestLoops.first();
    private static final IoLoop SECOND = TestLoops.second();

    private HeldDevice device;
    private TestDisk disk;

    @BeforeEach
    void open() {
        device = new HeldDevice();
        disk = new TestDisk(device, LogicalUnitSettings.of(512, "order")).greeted();
    }

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private TestTransport start(ItNexus from, TaskAttribute attribute) {
        return disk.start(from, attribute, READ);
    }

    /** Lets the loops do what they have told each other. */
    private static void settle() {
        for (int i = 0; i < 4; i++) {
            TestLoops.run(FIRST, () -> {});
            TestLoops.run(SECOND, () -> {});
        }
    }

    private void control(int flags, int queue, int abort) {
        byte[] list = HexFormat.of()
                .parseHex(
                        "00000000" + "0a0a" + "%02x%02x00%02x".formatted(flags, 0x10 | queue, abort) + "0000ffff0000");
        disk.execute("15 10 00 00 10 00", list).good();
        disk.execute(disk.other, "00 00 00 00 00 00").failed(6, 0x2A01);
    }

    @Test
    void shouldKeepAnOrderedTaskBetweenThoseBeforeAndBehindItOnAllLoops() {
        TestTransport before = start(disk.nexus, TaskAttribute.SIMPLE);
        TestTransport elsewhere = start(disk.other, TaskAttribute.SIMPLE);
        TestTransport ordered = start(disk.nexus, TaskAttribute.ORDERED);
        settle();
        TestTransport behind = start(disk.nexus, TaskAttribute.SIMPLE);
        TestTransport behindElsewhere = start(disk.other, TaskAttribute.SIMPLE);
        assertEquals(1, device.count(FIRST));
        assertEquals(1, device.count(SECOND));
        TestTransport urgent = start(disk.nexus, TaskAttribute.HEAD_OF_QUEUE);
        assertEquals(2, device.count(FIRST));
        device.endAll(FIRST, null);
        settle();
        assertTrue(before.ended.isDone() && urgent.ended.isDone());
        assertEquals(0, device.count(FIRST), "another loop has a task that came before");
        device.endAll(SECOND, null);
        settle();
        assertTrue(elsewhere.ended.isDone());
        assertEquals(1, device.count(FIRST));
        assertEquals(0, device.count(SECOND));
        assertFalse(ordered.ended.isDone());
        device.end(FIRST, null);
        settle();
        TestLoops.await(ordered.ended).good();
        assertEquals(1, device.count(FIRST));
        assertEquals(1, device.count(SECOND));
        device.endAll(FIRST, null);
        device.endAll(SECOND, null);
        TestLoops.await(behind.ended).good();
        TestLoops.await(behindElsewhere.ended).good();
    }

    @Test
    void shouldGoOnWhenAnOrderedTaskIsAborted() {
        TestTransport before = start(disk.nexus, TaskAttribute.SIMPLE);
        TestTransport ordered = start(disk.nexus, TaskAttribute.ORDERED);
        settle();
        TestTransport behind = start(disk.other, TaskAttribute.SIMPLE);
        TestTransport givenUp = start(disk.nexus, TaskAttribute.SIMPLE);
        TestLoops.run(FIRST, givenUp.task::abort);
        assertTrue(TestLoops.await(givenUp.ended).aborted());
        TestLoops.run(FIRST, ordered.task::abort);
        assertTrue(TestLoops.await(ordered.ended).aborted());
        settle();
        device.endAll(SECOND, null);
        TestLoops.await(behind.ended).good();
        device.endAll(FIRST, null);
        TestLoops.await(before.ended).good();
        start(disk.nexus, TaskAttribute.ORDERED);
        settle();
        assertEquals(1, device.count(FIRST));
        device.endAll(FIRST, null);
    }

    @Test
    void shouldRefuseTheAcaAttributeWithoutAca() {
        TestLoops.await(start(disk.nexus, TaskAttribute.ACA).ended).failed(5, 0x4900);
        disk.execute("00 00 00 00 00 04").failed(5, 0x2400);
    }

    @Test
    void shouldSayThatTheTaskSetIsFull() {
        List<TestTransport> tasks = new ArrayList<>();
        start(disk.nexus, TaskAttribute.SIMPLE);
        TestTransport ordered = start(disk.nexus, TaskAttribute.ORDERED);
        for (int i = 2; i < TaskSet.MAX_TASKS; i++) {
            tasks.add(start(disk.nexus, TaskAttribute.SIMPLE));
        }
        TaskResult refused = TestLoops.await(start(disk.nexus, TaskAttribute.SIMPLE).ended);
        assertEquals(ScsiStatus.TASK_SET_FULL, refused.status());
        // Another initiator is not shut out.
        ItNexus neighbour = TestLoops.on(FIRST, () -> disk.target.attach("initiator,i,3", FIRST, NexusListener.NONE));
        TestTransport accepted = start(neighbour, TaskAttribute.SIMPLE);
        assertFalse(accepted.ended.isDone());
        TestLoops.run(FIRST, ordered.task::abort);
        TestLoops.run(FIRST, () -> tasks.forEach(one -> one.task.abort()));
        device.endAll(FIRST, null);
        settle();
        tasks.forEach(one -> assertTrue(TestLoops.await(one.ended).aborted()));
        TestLoops.await(accepted.ended);
        TestTransport again = start(disk.nexus, TaskAttribute.SIMPLE);
        device.endAll(FIRST, null);
        TestLoops.await(again.ended).good();
    }

    @Test
    void shouldAbortOwnTasksAfterAnErrorWhereThatIsWanted() {
        control(0, 6, 0);
        TestTransport own = start(disk.nexus, TaskAttribute.SIMPLE);
        TestTransport others = start(disk.other, TaskAttribute.SIMPLE);
        disk.execute(OUT_OF_RANGE).failed(5, 0x2100);
        device.endAll(FIRST, null);
        assertTrue(TestLoops.await(own.ended).aborted());
        device.endAll(SECOND, null);
        TestLoops.await(others.ended).good();
        disk.execute(disk.other, "00 00 00 00 00 00").good();
    }

    @Test
    void shouldAbortAllTasksAfterAnErrorWhereThatIsWanted() {
        control(0, 2, 0);
        TestTransport others = start(disk.other, TaskAttribute.SIMPLE);
        disk.execute(OUT_OF_RANGE).failed(5, 0x2100);
        settle();
        device.endAll(SECOND, null);
        assertTrue(TestLoops.await(others.ended).aborted());
        disk.execute(disk.other, "00 00 00 00 00 00").failed(6, 0x2F00);
    }

    @Test
    void shouldEndTasksThatOthersAbortWithAStatusWhereThatIsWanted() {
        control(0, 2, 0x40);
        TestTransport others = start(disk.other, TaskAttribute.SIMPLE);
        disk.execute(OUT_OF_RANGE).failed(5, 0x2100);
        settle();
        device.endAll(SECOND, null);
        TaskResult aborted = TestLoops.await(others.ended);
        assertFalse(aborted.aborted());
        assertEquals(ScsiStatus.TASK_ABORTED, aborted.status());
        assertEquals(0, aborted.sense().length);
        disk.execute(disk.other, "00 00 00 00 00 00").good();
    }

    @Test
    void shouldClearOnlyItsOwnTaskSetWhereEachNexusHasOne() {
        control(0x20, 0, 0);
        TestTransport own = start(disk.nexus, TaskAttribute.SIMPLE);
        TestTransport others = start(disk.other, TaskAttribute.SIMPLE);
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        TestLoops.run(
                FIRST, () -> disk.target.taskManager().clearTaskSet(disk.nexus, 0, TaskScope.ALL, done::complete));
        device.endAll(FIRST, null);
        assertTrue(TestLoops.await(done));
        assertTrue(TestLoops.await(own.ended).aborted());
        device.end(SECOND, DeviceError.MEDIUM);
        TestLoops.await(others.ended).failed(3, 0x1100);
    }

    /** On each loop, what came before an ordered task ends before it, and what came behind it ends behind it. */
    @Test
    void shouldKeepTheOrderWhateverComes() {
        long seed = Seed.of("TaskOrderTest");
        Random random = new Random(seed);
        try (TestDisk ram = new TestDisk(new RamDevice(1 << 20), LogicalUnitSettings.of(512, "random")).greeted()) {
            CompletableFuture<List<String>> first = burst(ram, ram.nexus, random.nextLong());
            CompletableFuture<List<String>> second = burst(ram, ram.other, random.nextLong());
            assertEquals(List.of(), TestLoops.await(first));
            assertEquals(List.of(), TestLoops.await(second));
        }
    }

    /** Starts many tasks in one turn of the loop; completes with what is wrong about the order of their ends. */
    private static CompletableFuture<List<String>> burst(TestDisk disk, ItNexus from, long seed) {
        Random random = new Random(seed);
        int count = 400;
        boolean[] ordered = new boolean[count];
        List<Integer> ends = new ArrayList<>();
        CompletableFuture<List<String>> result = new CompletableFuture<>();
        from.loop().execute(() -> {
            for (int i = 0; i < count; i++) {
                int number = i;
                ordered[i] = random.nextInt(4) == 0;
                TestTransport transport = new TestTransport(from.loop());
                byte[] cdb = HexFormat.ofDelimiter(" ").parseHex(READ);
                System.arraycopy(cdb, 0, transport.task.cdb(), 0, cdb.length);
                TaskAttribute attribute = ordered[i] ? TaskAttribute.ORDERED : TaskAttribute.SIMPLE;
                transport.task.prepare(from, 0, cdb.length, attribute, 4096, 0);
                transport.ended.thenAccept(end -> {
                    ends.add(number);
                    if (ends.size() == count) {
                        result.complete(faults(ordered, ends));
                    }
                });
                from.execute(transport.task);
            }
        });
        return result;
    }

    private static List<String> faults(boolean[] ordered, List<Integer> ends) {
        List<String> faults = new ArrayList<>();
        for (int at = 0; at < ends.size(); at++) {
            int task = ends.get(at);
            if (ordered[task]) {
                List<Integer> before = ends.subList(0, at);
                if (before.size() != task || before.stream().anyMatch(one -> one > task)) {
                    faults.add("task " + task + " ended as number " + at);
                }
            }
        }
        return faults;
    }
}
