package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.disk.Disks;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.port.TargetPort;
import dev.sluice.scsi.port.TaskManager;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.taskset.TaskScope;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.NexusListener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Task management functions that reach beyond one initiator: SAM-5 7. */
class TaskManagerTest {
    private static final String READ_1_MIB = "28 00 00 00 00 00 00 08 00 00";
    private static final String TEST_UNIT_READY = "00 00 00 00 00 00";
    private static final IoLoop FIRST = TestLoops.first();
    private static final IoLoop SECOND = TestLoops.second();

    private HeldDevice device;
    private TestDisk disk;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private ItNexus bystander;

    @BeforeEach
    void open() {
        device = new HeldDevice();
        disk = new TestDisk(device, LogicalUnitSettings.of(512, "held").withRemovable(true)).greeted();
        NexusListener listener = new NexusListener() {
            @Override
            public void tasksTaken(long lun) {
                heard.add("taken " + lun);
            }

            @Override
            public void tasksGone(long lun) {
                heard.add("gone " + lun);
            }

            @Override
            public void attention(long lun, SenseData sense) {
                heard.add("attention " + Integer.toHexString(sense.additional()));
            }

            @Override
            public void poweredOn() {
                heard.add("power");
            }
        };
        bystander = TestLoops.on(SECOND, () -> disk.target.attach("initiator,i,3", SECOND, listener));
        disk.execute(bystander, TEST_UNIT_READY).failed(6, 0x2900);
    }

    @AfterEach
    void close() {
        TestLoops.run(SECOND, () -> disk.target.detach(bystander));
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private TestTransport read(ItNexus from) {
        return disk.start(from, 0, READ_1_MIB, 1 << 20, new byte[0], t -> {});
    }

    /** Starts a function on the first loop; what it returns is whether the unit exists, when it is done. */
    private CompletableFuture<Boolean> begin(Consumer<TaskManager.Listener> function) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        TestLoops.run(
                FIRST,
                () -> function.accept(unitExists -> {
                    assertTrue(FIRST.inLoop());
                    done.complete(unitExists);
                }));
        TestLoops.run(SECOND, () -> {});
        return done;
    }

    private TaskManager manager() {
        return disk.target.taskManager();
    }

    private void endAll(IoLoop loop) {
        while (device.count(loop) > 0) {
            device.endAll(loop, null);
        }
    }

    @Test
    void shouldClearTheTaskSetOfAllAndTellOnlyThoseWhoLostTasks() {
        TestTransport mine = read(disk.nexus);
        TestTransport its = read(bystander);
        CompletableFuture<Boolean> cleared = begin(done -> manager().clearTaskSet(disk.nexus, 0, TaskScope.ALL, done));
        assertEquals(List.of("taken 0"), heard);
        endAll(FIRST);
        assertTrue(TestLoops.await(mine.ended).aborted());
        assertFalse(cleared.isDone());
        endAll(SECOND);
        assertTrue(TestLoops.await(its.ended).aborted());
        assertTrue(TestLoops.await(cleared));
        assertEquals(List.of("taken 0", "gone 0"), heard);
        disk.execute(disk.nexus, TEST_UNIT_READY).good();
        disk.execute(disk.other, TEST_UNIT_READY).good();
        disk.execute(bystander, TEST_UNIT_READY).failed(6, 0x2F00);
        disk.execute(bystander, TEST_UNIT_READY).good();
    }

    @Test
    void shouldLeaveAloneWhatTheFunctionDoesNotConcern() {
        TestTransport before = read(disk.nexus);
        TestTransport after = read(disk.nexus);
        CompletableFuture<Boolean> cleared =
                begin(done -> manager().clearTaskSet(disk.nexus, 0, task -> task == before.task, done));
        endAll(FIRST);
        assertTrue(TestLoops.await(cleared));
        assertTrue(TestLoops.await(before.ended).aborted());
        TestLoops.await(after.ended).good();
    }

    @Test
    void shouldSayThatThereIsNoUnitToClear() {
        assertFalse(TestLoops.await(
                begin(done -> manager().clearTaskSet(disk.nexus, LunAddress.encode(7), TaskScope.ALL, done))));
    }

    @Test
    void shouldGreetEveryoneAsAfterPowerOnWhenTheTargetWasPowerCycled() {
        TestTransport its = read(bystander);
        CompletableFuture<Boolean> done = begin(it -> manager().powerCycle(disk.nexus, TaskScope.ALL, it));
        assertFalse(heard.contains("power"), "first all must be at rest");
        endAll(SECOND);
        assertTrue(TestLoops.await(its.ended).aborted());
        assertTrue(TestLoops.await(done));
        TestLoops.run(SECOND, () -> {});
        assertEquals(List.of("taken 0", "gone 0", "power"), heard);
        disk.execute(bystander, TEST_UNIT_READY).failed(6, 0x2900);
        TestLoops.run(SECOND, () -> disk.target.detach(disk.other));
        ItNexus again = TestLoops.on(SECOND, () -> disk.target.attach("initiator,i,2", SECOND, NexusListener.NONE));
        disk.execute(again, TEST_UNIT_READY).failed(6, 0x2900);
        TestLoops.run(SECOND, () -> disk.target.detach(again));
    }

    @Test
    void shouldPowerCycleAllPortsOfTheTargetAndNoOtherTarget() {
        List<String> cycled = new CopyOnWriteArrayList<>();
        TargetPort samePlace = Disks.target(disk.target.name(), 2);
        TargetPort elsewhere = Disks.target(disk.target.name() + "-other", 1);
        ItNexus[] nexuses = new ItNexus[2];
        int i = 0;
        for (TargetPort view : List.of(samePlace, elsewhere)) {
            view.map(3, disk.unit);
            NexusListener listener = new NexusListener() {
                @Override
                public void poweredOn() {
                    cycled.add(view.name());
                }
            };
            nexuses[i++] = TestLoops.on(SECOND, () -> view.attach("initiator,i,9", SECOND, listener));
        }
        assertTrue(TestLoops.await(begin(it -> manager().powerCycle(disk.nexus, TaskScope.ALL, it))));
        TestLoops.run(SECOND, () -> {});
        assertEquals(List.of(samePlace.name()), cycled);
        for (ItNexus nexus : nexuses) {
            TestLoops.run(SECOND, () -> nexus.target().detach(nexus));
        }
    }

    @Test
    void shouldForgetWhatANexusHeldWhenItIsReset() {
        disk.execute(disk.nexus, "1E 00 00 00 01 00").good();
        TestTransport mine = read(disk.nexus);
        TestTransport its = read(disk.other);
        CompletableFuture<Boolean> done = begin(it -> manager().resetNexus(disk.nexus, TaskScope.ALL, it));
        assertFalse(done.isDone());
        endAll(FIRST);
        assertTrue(TestLoops.await(mine.ended).aborted());
        assertTrue(TestLoops.await(done));
        assertFalse(disk.unit.medium().isRemovalPrevented());
        endAll(SECOND);
        TestLoops.await(its.ended).good();
        disk.execute(disk.other, TEST_UNIT_READY).good();
        disk.execute(disk.nexus, TEST_UNIT_READY).failed(6, 0x2907);
    }

    @Test
    void shouldTellOfPendingUnitAttentionsWithoutTakingThem() {
        assertEquals(0, query(disk.nexus));
        disk.unit.establish(0x2A01, null);
        assertEquals(0x162A01, query(disk.nexus));
        disk.unit.establish(0x2A09, null);
        assertEquals(0x262A01, query(disk.nexus));
        disk.execute(disk.nexus, TEST_UNIT_READY).failed(6, 0x2A01);
        assertEquals(0x162A09, query(disk.nexus));
        disk.execute(disk.nexus, TEST_UNIT_READY).failed(6, 0x2A09);
        assertEquals(0, query(disk.nexus));
        assertEquals(List.of(), heard, "what an initiator brought about is no news for an async message");
    }

    private int query(ItNexus nexus) {
        return TestLoops.on(FIRST, () -> manager().queryAsynchronousEvent(nexus, 0));
    }

    @Test
    void shouldAnnounceNewUnitsOnceToEachInitiator() {
        disk.target.map(5, disk.unit);
        disk.target.map(6, disk.unit);
        disk.target.map(7, null);
        TestLoops.run(SECOND, () -> {});
        assertEquals(List.of("attention 3f0e"), heard);
        disk.execute(bystander, TEST_UNIT_READY).failed(6, 0x3F0E);
    }
}
