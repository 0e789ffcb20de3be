package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.RamDevice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one nexus holds of a unit while it waits, for a disk or for its initiator, leaves something for others. */
class ScratchBuffersTest {
    private static final LogicalUnitSettings SETTINGS = LogicalUnitSettings.of(512, "scratch");
    private static final int MANY = 20;
    private static final int PIECE = 256 << 10;

    /** VERIFY with BYTCHK=01b, of 256 KiB and of one block. */
    private static final String VERIFY_MUCH = "2F 02 00 00 00 00 00 02 00 00";

    private static final String VERIFY_ONE = "2F 02 00 00 00 00 00 00 01 00";

    /** WRITE ATOMIC (16) of 1 MiB at 0. */
    private static final String WRITE_ATOMIC = "9C 00 00 00 00 00 00 00 00 00 00 00 08 00 00 00";

    private static final String READ_ONE = "28 00 00 00 00 00 00 00 01 00";

    @Test
    void shouldLookAtTheMediumForANexusWhileAnotherWaitsForMuchOfIt() {
        HeldDevice device = new HeldDevice();
        try (TestDisk disk = new TestDisk(device, SETTINGS).greeted()) {
            ItNexus neighbour = TestLoops.on(
                    TestLoops.first(),
                    () -> disk.target.attach("initiator,i,3", TestLoops.first(), NexusListener.NONE));
            disk.execute(neighbour, "00 00 00 00 00 00");
            List<TestTransport> tasks = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                tasks.add(disk.start(disk.nexus, 0, VERIFY_MUCH, 0, new byte[PIECE], transport -> {}));
            }
            int before = device.count(disk.nexus.loop());
            tasks.add(disk.start(neighbour, 0, VERIFY_ONE, 0, new byte[512], transport -> {}));
            assertEquals(before + 1, device.count(disk.nexus.loop()), "the neighbour's request is not under way");
            while (tasks.stream().anyMatch(task -> !task.ended.isDone())) {
                device.endAll(disk.nexus.loop(), null);
            }
            TestLoops.run(neighbour.loop(), () -> disk.target.detach(neighbour));
        }
        assertEquals(0, TestLoops.buffersOut());
    }

    @Test
    void shouldReadARangeWhileTheDataOfAnAtomicWriteDoNotCome() {
        try (TestDisk disk = new TestDisk(new RamDevice(2 << 20), SETTINGS).greeted()) {
            TestTransport write = disk.start(
                    disk.nexus, 0, WRITE_ATOMIC, 0, new byte[1 << 20], transport -> transport.sendsAtOnce = false);
            TestLoops.run(disk.nexus.loop(), write::sendPiece);
            disk.execute(disk.other, READ_ONE).good();
            TestLoops.run(disk.nexus.loop(), write.task::abort);
            assertTrue(TestLoops.await(write.ended).aborted());
        }
        assertEquals(0, TestLoops.buffersOut());
    }

    @Test
    void shouldRefuseWhatANexusMayNotGatherAndServeOthers() {
        try (TestDisk disk = new TestDisk(new RamDevice(2 << 20), SETTINGS).greeted()) {
            List<TestTransport> greedy = new ArrayList<>();
            ScsiStatus last;
            do {
                TestTransport write = disk.start(
                        disk.nexus, 0, WRITE_ATOMIC, 0, new byte[1 << 20], transport -> transport.sendsAtOnce = false);
                greedy.add(write);
                last = write.ended.isDone() ? write.ended.join().status() : null;
            } while (last == null);
            assertEquals(ScsiStatus.TASK_SET_FULL, last);
            ItNexus neighbour = TestLoops.on(
                    TestLoops.first(),
                    () -> disk.target.attach("initiator,i,3", TestLoops.first(), NexusListener.NONE));
            disk.execute(neighbour, "00 00 00 00 00 00");
            disk.execute(neighbour, 0, WRITE_ATOMIC, 0, new byte[1 << 20], transport -> {})
                    .good();
            greedy.forEach(write -> TestLoops.run(disk.nexus.loop(), write.task::abort));
            greedy.forEach(write -> TestLoops.await(write.ended));
            TestLoops.run(neighbour.loop(), () -> disk.target.detach(neighbour));
        }
        assertEquals(0, TestLoops.buffersOut());
        assertEquals(0L, TestLoops.<Long>on(TestLoops.first(), () -> TestLoops.first()
                .heap()
                .outstandingBytes()));
    }
}
