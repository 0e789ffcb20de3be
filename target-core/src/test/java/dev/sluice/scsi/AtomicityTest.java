package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.DeviceError;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.taskset.TaskScope;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order in which commands wait for each other, on a device that holds requests until the test ends them. */
class AtomicityTest {
    private static final String WRITE = "2A 00 00 00 00 10 00 00 08 00";
    private static final String OR = "8B 00 00 00 00 00 00 00 00 10 00 00 00 08 00 00";
    private static final byte[] DATA = new byte[4096];
    private static final IoLoop FIRST = TestLoops.first();
    private static final IoLoop SECOND = TestLoops.second();

    private HeldDevice device;
    private TestDisk disk;

    @BeforeEach
    void open() {
        device = new HeldDevice();
        disk = new TestDisk(device, LogicalUnitSettings.of(512, "held").withThin(true)).greeted();
        TestLoops.run(FIRST, () -> disk.unit.loopUnitOn(FIRST));
        TestLoops.run(SECOND, () -> disk.unit.loopUnitOn(SECOND));
    }

    @AfterEach
    void close() {
        settle();
        assertTrue(disk.unit.atomicAccess().isIdle());
        assertEquals(0, scratchOut(FIRST) + scratchOut(SECOND));
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private int scratchOut(IoLoop loop) {
        return TestLoops.on(
                loop, () -> disk.unit.loopUnitOn(loop).scratchBuffers().outstanding());
    }

    /** Lets the loops do what they have told each other to do: no chain of messages is longer. */
    private static void settle() {
        for (int i = 0; i < 4; i++) {
            TestLoops.run(FIRST, () -> {});
            TestLoops.run(SECOND, () -> {});
        }
    }

    private int held(IoLoop loop) {
        settle();
        return device.count(loop);
    }

    private TestTransport start(ItNexus from, String cdb) {
        return start(from, cdb, DATA);
    }

    private TestTransport start(ItNexus from, String cdb, byte[] data) {
        TestTransport task = disk.start(from, 0, cdb, 0, data, t -> {});
        settle();
        return task;
    }

    /** Ends a read and the write that follows. */
    private void endBoth(IoLoop loop, TestTransport atomic) {
        assertEquals("READ", device.oldest(loop));
        device.end(loop, null);
        assertEquals("WRITE", device.oldest(loop));
        device.end(loop, null);
        TestLoops.await(atomic.ended).good();
    }

    @ParameterizedTest
    @CsvSource({
        "2A 00 00 00 00 10 00 00 08 00,4096",
        "2A 00 00 00 00 17 00 00 08 00,4096",
        "2E 00 00 00 00 10 00 00 08 00,4096",
        "2A 00 00 00 00 10 00 00 02 00,512",
        "41 00 00 00 00 00 00 10 00 00,-512",
        "93 01 00 00 00 00 00 00 00 00 00 00 10 00 00 00,0",
        "42 00 00 00 00 00 00 00 18 00,-24",
        "8B 00 00 00 00 00 00 00 00 10 00 00 00 08 00 00,4096",
    })
    void shouldKeepEveryCommandThatWritesOutOfAnAtomicOne(String cdb, int bytes) {
        byte[] data = new byte[Math.abs(bytes)];
        if (bytes == -512) {
            data[0] = 1;
        } else if (bytes == -24) {
            System.arraycopy(
                    new byte[] {0, 22, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0, 8}, 0, data, 0, 20);
        }
        TestTransport atomic = start(disk.nexus, OR);
        assertEquals(1, held(FIRST));
        TestTransport write = start(disk.other, cdb, data);
        assertEquals(0, held(SECOND));
        endBoth(FIRST, atomic);
        assertEquals(1, held(SECOND));
        TestTransport next = start(disk.nexus, OR);
        assertEquals(0, held(FIRST), "the write is under way");
        while (!write.ended.isDone()) {
            device.end(SECOND, null);
            settle();
        }
        write.ended.join().good();
        settle();
        endBoth(FIRST, next);
    }

    @Test
    void shouldWaitForWritesUnderWayOnBothLoops() {
        TestTransport here = start(disk.nexus, WRITE);
        TestTransport there = start(disk.other, WRITE);
        TestTransport atomic = start(disk.nexus, OR);
        assertEquals(1, held(FIRST));
        device.end(FIRST, null);
        TestLoops.await(here.ended).good();
        assertEquals(0, held(FIRST));
        device.end(SECOND, DeviceError.MEDIUM);
        TestLoops.await(there.ended).failed(3, 0x0C00);
        assertEquals(1, held(FIRST));
        endBoth(FIRST, atomic);
    }

    @Test
    void shouldLeaveReadsAndOtherBlocksAlone() {
        TestTransport atomic = start(disk.nexus, OR);
        TestTransport beside = start(disk.other, "2A 00 00 00 00 18 00 00 08 00");
        TestTransport read = disk.start(disk.other, 0, "28 00 00 00 00 10 00 00 08 00", 4096, new byte[0], t -> {});
        TestTransport second = start(disk.other, "8B 00 00 00 00 00 00 00 00 08 00 00 00 08 00 00");
        assertEquals(3, held(SECOND));
        device.endAll(SECOND, null);
        for (TestTransport task : new TestTransport[] {beside, read, second}) {
            TestLoops.await(task.ended).good();
        }
        endBoth(FIRST, atomic);
    }

    /** A write that waits goes before atomic commands that come after it, or they could keep it out for ever. */
    @Test
    void shouldLetEverybodyInInTheOrderOfTheirComing() {
        TestTransport first = start(disk.nexus, OR);
        TestTransport write = start(disk.other, WRITE);
        TestTransport second = start(disk.nexus, OR);
        TestTransport third = start(disk.other, OR);
        assertEquals(0, held(SECOND));
        endBoth(FIRST, first);
        assertEquals(0, held(FIRST));
        assertEquals("WRITE", device.oldest(SECOND));
        device.end(SECOND, null);
        TestLoops.await(write.ended).good();
        assertEquals(1, held(FIRST));
        assertEquals(0, held(SECOND));
        endBoth(FIRST, second);
        settle();
        endBoth(SECOND, third);
    }

    @Test
    void shouldGiveTheRangeUpWhenTheDeviceFails() {
        for (int steps = 0; steps < 2; steps++) {
            TestTransport atomic = start(disk.nexus, OR);
            TestTransport write = start(disk.other, WRITE);
            for (int i = 0; i < steps; i++) {
                device.end(FIRST, null);
            }
            device.end(FIRST, DeviceError.MEDIUM);
            TestLoops.await(atomic.ended).failed(3, steps == 0 ? 0x1100 : 0x0C00);
            assertEquals(1, held(SECOND));
            device.end(SECOND, null);
            TestLoops.await(write.ended).good();
        }
    }

    @Test
    void shouldLetTheNextOneInWhenAWaitingTaskIsAborted() {
        TestTransport first = start(disk.nexus, OR);
        TestTransport atomic = start(disk.other, OR);
        TestTransport write = start(disk.other, WRITE);
        TestTransport last = start(disk.other, OR);
        TestLoops.run(SECOND, atomic.task::abort);
        assertTrue(TestLoops.await(atomic.ended).aborted());
        assertEquals(0, held(SECOND));
        TestLoops.run(SECOND, write.task::abort);
        assertTrue(TestLoops.await(write.ended).aborted());
        assertEquals(0, held(SECOND));
        endBoth(FIRST, first);
        settle();
        endBoth(SECOND, last);
    }

    @Test
    void shouldKeepTheRangeUntilTheDeviceIsDoneWithAnAbortedTask() {
        TestTransport first = start(disk.nexus, OR);
        TestTransport second = start(disk.other, OR);
        device.end(FIRST, null);
        TestLoops.run(FIRST, first.task::abort);
        assertFalse(first.ended.isDone());
        assertEquals(0, held(SECOND));
        device.end(FIRST, null);
        assertTrue(TestLoops.await(first.ended).aborted());
        settle();
        endBoth(SECOND, second);
    }

    @Test
    void shouldReleaseRangesAndWaitersWhenTheUnitIsReset() {
        TestTransport first = start(disk.nexus, OR);
        TestTransport[] waiting = {start(disk.other, OR), start(disk.nexus, WRITE), start(disk.nexus, OR)};
        CompletableFuture<Boolean> reset = new CompletableFuture<>();
        TestLoops.run(
                SECOND,
                () -> disk.target.taskManager().resetLogicalUnit(disk.other, 0, TaskScope.ALL, reset::complete));
        for (TestTransport task : waiting) {
            assertTrue(TestLoops.await(task.ended).aborted());
        }
        assertFalse(reset.isDone());
        device.end(FIRST, null);
        assertTrue(TestLoops.await(first.ended).aborted());
        assertTrue(TestLoops.await(reset));
        assertEquals(0, held(FIRST) + held(SECOND));
        disk.greeted();
        TestTransport after = start(disk.other, OR);
        endBoth(SECOND, after);
    }

    @Test
    void shouldHoldNoRangeWhileTheInitiatorOwesData() {
        TestTransport slow = disk.start(disk.nexus, 0, OR, 0, DATA, t -> {
            t.sendsAtOnce = false;
            t.pieces = new int[] {512, 3584};
        });
        TestLoops.run(FIRST, slow::sendPiece);
        assertEquals(0, TestLoops.buffersOut());
        TestTransport write = start(disk.other, WRITE);
        assertEquals(1, held(SECOND));
        device.end(SECOND, null);
        TestLoops.await(write.ended).good();
        TestLoops.run(FIRST, slow::sendPiece);
        settle();
        endBoth(FIRST, slow);
    }
}
