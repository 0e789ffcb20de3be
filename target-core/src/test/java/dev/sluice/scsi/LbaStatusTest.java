package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.Extent;
import dev.sluice.io.disk.NullDevice;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.taskset.TaskScope;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** GET LBA STATUS; SBC-3 5.4. */
class LbaStatusTest {
    private TestDisk disk;

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private void open(BlockDevice device, int blockSize) {
        disk = new TestDisk(device, LogicalUnitSettings.of(blockSize, "status").withThin(true)).greeted();
    }

    /** A device of extents that end where {@code ends} says; every other one is allocated, the first is not. */
    private static BlockDevice alternating(long... ends) {
        LongFunction<Extent> extents = offset -> {
            int i = 0;
            while (ends[i] <= offset) {
                i++;
            }
            return new Extent(offset, ends[i] - offset, i % 2 == 1);
        };
        return new ExtentsDevice(ends[ends.length - 1], extents);
    }

    private TaskResult ask(long lba, long allocationLength) {
        return disk.execute(cdb(lba, allocationLength));
    }

    private static String cdb(long lba, long allocationLength) {
        StringBuilder text = new StringBuilder("9E 12");
        for (byte b : ByteBuffer.allocate(12)
                .putLong(lba)
                .putInt((int) allocationLength)
                .array()) {
            text.append(" %02X".formatted(b));
        }
        return text + " 00 00";
    }

    /** The descriptors as "lba+blocks status". */
    private List<String> status(long lba, long allocationLength) {
        ByteBuffer data = ByteBuffer.wrap(ask(lba, allocationLength).good().dataIn());
        assertEquals(data.capacity() - 4, data.getInt());
        assertEquals(0, data.getInt());
        List<String> descriptors = new ArrayList<>();
        while (data.hasRemaining()) {
            String range = data.getLong() + "+" + Integer.toUnsignedLong(data.getInt());
            int status = data.getInt();
            descriptors.add(range + (status == 0 ? " mapped" : status == 1 << 24 ? " deallocated" : " ?"));
        }
        return descriptors;
    }

    @Test
    void shouldTellWhatIsMappedFromTheStartingBlockToTheEnd() {
        open(alternating(4096, 8192, 1 << 20), 512);
        assertEquals(List.of("0+8 deallocated", "8+8 mapped", "16+2032 deallocated"), status(0, 4096));
        assertEquals(List.of("9+7 mapped", "16+2032 deallocated"), status(9, 4096));
        assertEquals(List.of("2047+1 deallocated"), status(2047, 4096));
    }

    @Test
    void shouldCountABlockAsMappedWhenAPartOfItIs() {
        open(alternating(4096 * 2 + 512, 4096 * 2 + 1024, 4096 * 4, 4096 * 4 + 512, 4096 * 8), 4096);
        assertEquals(
                List.of("0+2 deallocated", "2+1 mapped", "3+1 deallocated", "4+1 mapped", "5+3 deallocated"),
                status(0, 4096));
    }

    @Test
    void shouldMergeNeighboursThatAreAlike() {
        open(new ExtentsDevice(1 << 20, at -> new Extent(at, 4096, at >= 1 << 19)), 512);
        assertEquals(List.of("0+1024 deallocated", "1024+1024 mapped"), status(0, 4096));
    }

    @Test
    void shouldTellAsManyRangesAsTheInitiatorTakesButAtLeastOne() {
        open(alternating(512, 1024, 1536, 2048), 512);
        assertEquals(List.of("0+1 deallocated", "1+1 mapped"), status(0, 8 + 2 * 16));
        assertEquals(List.of("0+1 deallocated"), status(0, 24));
        assertEquals("0000001400000000", ask(0, 8).good().hex());
        assertEquals(0, ask(0, 0).good().dataIn().length);
        assertEquals(0, ask(0, 0).transferLength());
    }

    @Test
    void shouldEndTheListWhenThereWouldBeTooManyRanges() {
        open(new ExtentsDevice(1 << 20, at -> new Extent(at, 512, at % 1024 == 0)), 512);
        List<String> descriptors = status(0, 0xFFFF_FFFFL);
        assertEquals(256, descriptors.size());
        assertEquals("255+1 deallocated", descriptors.getLast());
    }

    @Test
    void shouldCallMappedWhatZeroesWereWrittenTo() {
        open(new RamDevice(1 << 20), 512);
        disk.execute("41 00 00 00 00 08 00 00 08 00", new byte[512]).good();
        disk.execute("93 01 00 00 00 00 00 00 00 10 00 00 00 08 00 00").good();
        assertEquals(List.of("0+8 deallocated", "8+16 mapped", "24+2024 deallocated"), status(0, 4096));
        disk.execute("93 08 00 00 00 00 00 00 00 08 00 00 00 08 00 00", new byte[512])
                .good();
        assertEquals(List.of("0+16 deallocated", "16+8 mapped", "24+2024 deallocated"), status(0, 4096));
    }

    @Test
    void shouldSplitRangesThatAreLongerThanTheirField() {
        open(new NullDevice(1L << 42, "null"), 512);
        assertEquals(
                List.of("0+4294967295 deallocated", "4294967295+4294967295 deallocated", "8589934590+2 deallocated"),
                status(0, 4096));
    }

    @Test
    void shouldRefuseBlocksThatAreNotThere() {
        open(new RamDevice(1 << 20), 512);
        assertEquals(List.of("2047+1 deallocated"), status(2047, 24));
        for (long lba : new long[] {2048, 2049, 1L << 55, Long.MIN_VALUE, -1}) {
            ask(lba, 24).failed(5, 0x2100);
        }
    }

    @Test
    void shouldNotKnowTheCommandWhenTheUnitIsNotThin() {
        disk = new TestDisk(new RamDevice(1 << 20), LogicalUnitSettings.of(512, "thick")).greeted();
        ask(0, 24).failed(5, 0x2400);
    }

    @Test
    void shouldFailTheTaskWhenTheDeviceThrows() {
        open(
                new ExtentsDevice(1 << 20, at -> {
                    throw new IllegalStateException("a test's");
                }),
                512);
        ask(0, 24).failed(4, 0x4400);
    }

    @Test
    void shouldKeepTheLoopFreeAndRestOnlyWhenTheDeviceHasAnswered() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        open(
                new ExtentsDevice(1 << 20, at -> {
                    asked.countDown();
                    return new Extent(at, (1 << 20) - at, answer.join());
                }),
                512);
        TestTransport first = disk.start(disk.nexus, 0, cdb(0, 24), 24, new byte[0], t -> {});
        TestTransport second = disk.start(disk.nexus, 0, cdb(0, 24), 24, new byte[0], t -> {});
        asked.await();
        TestLoops.run(TestLoops.first(), first.task::abort);
        CompletableFuture<Void> reset = disk.unit.reset(disk.nexus, TaskScope.ALL, 0x2903);
        disk.execute("00 00 00 00 00 00").failed(6, 0x2903);
        assertFalse(first.ended.isDone() || second.ended.isDone() || reset.isDone());
        answer.complete(true);
        TestLoops.await(reset);
        assertTrue(TestLoops.await(first.ended).aborted());
        assertTrue(TestLoops.await(second.ended).aborted());
    }

    /** One thread for all units let a disk that hangs stop what others had for it. */
    @Test
    void shouldAnswerForADiskWhileAnotherHangs() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        open(alternating(1 << 19, 1 << 20), 512);
        BlockDevice hung = new ExtentsDevice(1 << 20, at -> {
            asked.countDown();
            return new Extent(at, (1 << 20) - at, answer.join());
        });
        LogicalUnitSettings settings = LogicalUnitSettings.of(512, "hung").withThin(true);
        try (TestDisk other = new TestDisk(hung, settings).greeted()) {
            TestTransport waiting = other.start(other.nexus, 0, cdb(0, 24), 24, new byte[0], t -> {});
            asked.await();
            ask(0, 24).good();
            assertFalse(waiting.ended.isDone());
            answer.complete(true);
            TestLoops.await(waiting.ended).good();
        }
    }
}
