package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.HeapPool;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.port.LunView;
import dev.sluice.scsi.reservation.TransportId;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.NexusListener;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The buffers that one nexus holds while it waits, for a disk or for its initiator, leave some for others. */
class ScratchBuffersTest {
    private static final LogicalUnitSettings SETTINGS = LogicalUnitSettings.of(512, "scratch");
    private static final int MANY = 20;
    private static final int PIECE = 256 << 10;

    /** VERIFY with BYTCHK=01b, of 256 KiB and of one block. */
    private static final String VERIFY_MUCH = "2F 02 00 00 00 00 00 02 00 00";

    private static final String VERIFY_ONE = "2F 02 00 00 00 00 00 00 01 00";

    /** WRITE ATOMIC (16) of 1 MiB at 0. */
    private static final String WRITE_ATOMIC = "9C 00 00 00 00 00 00 00 00 00 00 00 08 00 00 00";

    /** PERSISTENT RESERVE IN, READ FULL STATUS, 64 KiB. */
    private static final String READ_FULL_STATUS = "5E 03 00 00 00 00 00 FF FF 00";

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

    /** Replies of many initiators that wait for their buffers are on the heap, too. */
    @Test
    void shouldRefuseLongRepliesWhenANexusHasManyThatWait() {
        HeapPool heap = new HeapPool(HeapPool.LEAST_BYTES);
        IoLoop loop = TestLoops.first();
        try (TestDisk disk = new TestDisk(new RamDevice(2 << 20), SETTINGS).greeted()) {
            ItNexus modest = TestLoops.on(
                    loop,
                    () -> disk.target.attach(
                            "initiator,i,3", loop, NexusListener.NONE, LunView.EVERYTHING, heap.open(0, 0)));
            disk.execute(modest, "00 00 00 00 00 00");
            registerMany(disk, modest);
            List<IoBuffer> all = TestLoops.on(loop, () -> takeAll(TestLoops.transferBuffers(loop)));
            List<TestTransport> waiting = new ArrayList<>();
            ScsiStatus last;
            do {
                TestTransport reply = disk.start(modest, 0, READ_FULL_STATUS, 1 << 20, new byte[0], transport -> {});
                waiting.add(reply);
                last = reply.ended.isDone() ? reply.ended.join().status() : null;
            } while (last == null);
            assertEquals(ScsiStatus.TASK_SET_FULL, last);
            waiting.removeLast();
            TestLoops.run(loop, () -> all.forEach(IoBuffer::release));
            waiting.forEach(reply -> TestLoops.await(reply.ended).good());
            assertEquals(0L, TestLoops.<Long>on(loop, heap::outstandingBytes));
            TestLoops.run(loop, () -> disk.target.detach(modest));
        }
        assertEquals(0, TestLoops.buffersOut());
    }

    /** 1,000 registrations by PERSISTENT RESERVE OUT with SPEC_I_PT. */
    private static void registerMany(TestDisk disk, ItNexus by) {
        ByteArrayOutputStream ids = new ByteArrayOutputStream();
        for (int i = 0; i < 1000; i++) {
            ids.writeBytes(TransportId.encode("iqn.2026-01.dev.sluice:initiator-" + i + ",i,0x000000000001"));
        }
        byte[] list = ByteBuffer.allocate(28 + ids.size())
                .putLong(8, 1)
                .put(20, (byte) 8)
                .putInt(24, ids.size())
                .put(28, ids.toByteArray())
                .array();
        String cdb = "5F 00 00 00 00 %02X %02X %02X %02X 00"
                .formatted(list.length >>> 24, list.length >>> 16 & 255, list.length >>> 8 & 255, list.length & 255);
        disk.execute(by, 0, cdb, 0, list, transport -> {}).good();
    }

    private static List<IoBuffer> takeAll(BufferShare share) {
        List<IoBuffer> all = new ArrayList<>();
        IoBuffer buffer;
        while ((buffer = share.tryAcquire(4096)) != null) {
            all.add(buffer);
        }
        return all;
    }
}
