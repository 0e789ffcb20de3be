package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.io.scsi.AreaShare;
import dev.sluice.io.scsi.CommandDevice;
import dev.sluice.io.scsi.DataArea;
import dev.sluice.scsi.passthrough.PassThroughUnits;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.UnitMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands to a device that is passed through are aborted wherever they are, and leave nothing behind. */
class ForwardingAbortTest {
    private static final String READ_1_MIB = "28 00 00 00 00 00 00 08 00 00";
    private static final String WRITE_1_MIB = "2A 00 00 00 00 00 00 08 00 00";
    private static final int MIB = 1 << 20;
    private static final int LARGE_AREAS = 16;

    private RecordedScsiDevice device;
    private CommandDevice commands;
    private TestDisk disk;

    @BeforeEach
    void open() throws DeviceOpenException {
        device = RecordedScsiDevice.of("disk.scsi");
        commands = CommandDevice.of(device);
        disk = new TestDisk(
                        commands,
                        PassThroughUnits.unit(LogicalUnitSettings.of(512, "passed"), commands, UnitMemory.NONE))
                .greeted();
        device.takeSeen();
    }

    @AfterEach
    void close() {
        List<Taken> all = takeAllAreas();
        assertEquals(LARGE_AREAS, all.size(), "large areas that are home");
        all.forEach(Taken::release);
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
        device.assertNoComplaints();
        assertTrue(device.isClosed());
    }

    private record Taken(AreaShare share, DataArea area) {
        void release() {
            share.release(area);
        }
    }

    /** By as many users. */
    private List<Taken> takeAllAreas() {
        List<Taken> taken = new ArrayList<>();
        Consumer<DataArea> nobody = area -> {};
        while (true) {
            AreaShare share = commands.areas().open();
            DataArea area = share.acquire(MIB, disk.nexus.loop(), nobody);
            if (area == null) {
                assertTrue(share.cancel(nobody));
                return taken;
            }
            taken.add(new Taken(share, area));
        }
    }

    private TestTransport read(Consumer<TestTransport> script) {
        return disk.start(disk.nexus, 0, READ_1_MIB, MIB, new byte[0], script);
    }

    private void abort(TestTransport transport) {
        TestLoops.run(disk.nexus.loop(), transport.task::abort);
    }

    private static void assertAborted(TestTransport transport) {
        assertTrue(TestLoops.await(transport.ended).aborted());
    }

    @Test
    void shouldRestAtOnceWhenTheInitiatorHasNotSentItsData() {
        TestTransport write =
                disk.start(disk.nexus, 0, WRITE_1_MIB, 0, new byte[MIB], transport -> transport.sendsAtOnce = false);
        assertEquals(MIB, write.requested);
        TestLoops.run(disk.nexus.loop(), write::sendPiece);
        abort(write);
        assertTrue(write.ended.isDone());
        assertAborted(write);
        assertEquals(List.of(), device.takeSeen());
    }

    @Test
    void shouldRestAtOnceWhenItWaitsForMemory() {
        List<Taken> all = takeAllAreas();
        TestTransport waiting = read(transport -> {});
        TestTransport next = read(transport -> {});
        abort(waiting);
        assertTrue(waiting.ended.isDone());
        assertAborted(waiting);
        all.forEach(Taken::release);
        assertEquals(MIB, TestLoops.await(next.ended).good().dataIn().length);
    }

    /** Before, one initiator had every area while it sent nothing, and all others waited. */
    @Test
    void shouldServeOthersWhileAnInitiatorSendsNoneOfItsData() {
        List<TestTransport> silent = new ArrayList<>();
        for (int i = 0; i < 2 * LARGE_AREAS; i++) {
            silent.add(disk.start(
                    disk.nexus, 0, WRITE_1_MIB, 0, new byte[MIB], transport -> transport.sendsAtOnce = false));
        }
        TaskResult read = disk.execute(disk.other, 0, READ_1_MIB, MIB, new byte[0], transport -> {});
        assertEquals(MIB, read.good().dataIn().length);
        silent.forEach(this::abort);
        silent.forEach(ForwardingAbortTest::assertAborted);
    }

    @Test
    void shouldServeWhoWaitsForMemoryInTurn() {
        List<Taken> all = takeAllAreas();
        List<String> order = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            AreaShare share = commands.areas().open();
            for (int i = 0; i < 3; i++) {
                share.acquire(MIB, disk.nexus.loop(), area -> {
                    order.add(name);
                    share.release(area);
                });
            }
        }
        all.forEach(Taken::release);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (TestLoops.on(disk.nexus.loop(), order::size) < 6) {
            assertTrue(System.nanoTime() < deadline, "somebody waits for ever");
        }
        assertEquals(List.of("a", "b", "a", "b", "a", "b"), order);
    }

    @Test
    void shouldGiveMemoryOnWhenItComesAfterTheAbort() {
        List<Taken> all = takeAllAreas();
        TestTransport waiting = read(transport -> {});
        TestLoops.run(disk.nexus.loop(), () -> {
            all.forEach(Taken::release);
            waiting.task.abort();
            assertFalse(waiting.ended.isDone(), "the area is on its way");
        });
        assertAborted(waiting);
        assertEquals(List.of(), device.takeSeen());
    }

    @Test
    void shouldRestWhenTheDeviceHasAnswered() {
        device.hold(READ_1_MIB);
        TestTransport read = read(transport -> {});
        device.awaitHeld();
        abort(read);
        abort(read);
        assertFalse(read.ended.isDone());
        device.letGo();
        assertAborted(read);
        assertEquals(0, read.dataInCalls);
    }

    @Test
    void shouldRestAtOnceWhenTheInitiatorTakesNoMore() {
        device.hold(READ_1_MIB);
        TestTransport read = read(transport -> transport.credit = 1);
        device.awaitHeld();
        device.letGo();
        while (TestLoops.on(disk.nexus.loop(), () -> read.dataInCalls) == 0) {
            Thread.onSpinWait();
        }
        abort(read);
        assertTrue(read.ended.isDone());
        assertAborted(read);
    }

    @Test
    void shouldGoOnWhenTheInitiatorTakesMore() {
        TestTransport read = read(transport -> transport.credit = 1);
        while (TestLoops.on(disk.nexus.loop(), () -> read.dataInCalls) == 0) {
            Thread.onSpinWait();
        }
        TestLoops.run(disk.nexus.loop(), () -> {
            read.credit = 2;
            read.task.dataInReady();
        });
        assertFalse(read.ended.isDone());
        TestLoops.run(disk.nexus.loop(), () -> {
            read.credit = Integer.MAX_VALUE;
            read.task.dataInReady();
        });
        byte[] expected = new byte[MIB];
        Arrays.fill(expected, (byte) 0x4D);
        assertArrayEquals(expected, TestLoops.await(read.ended).good().dataIn());
    }

    @Test
    void shouldNotShowWhatAnotherHasReadWhenTheDeviceSendsLessThanItSays() {
        List<Taken> all = takeAllAreas();
        all.forEach(taken -> taken.area().segment().fill((byte) 0xEE));
        all.forEach(Taken::release);
        TaskResult result = disk.execute(disk.nexus, 0, "28 00 00 00 00 00 00 00 04 00", MIB, new byte[0], t -> {});
        byte[] expected = new byte[2048];
        Arrays.fill(expected, 0, 512, (byte) 0x41);
        assertArrayEquals(expected, result.good().dataIn());
    }

    @Test
    void shouldBeShutWhileTheDeviceHasACommand() {
        device.hold(READ_1_MIB);
        TestTransport read = read(transport -> {});
        device.awaitHeld();
        abort(read);
        commands.close();
        assertFalse(device.isClosed());
        device.letGo();
        assertAborted(read);
        commands.close();
        assertTrue(device.isClosed());
    }
}
