package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.scsi.disk.Disks;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.taskset.TaskScope;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.testing.Seed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies between disks whose storage can clone: two disks with blocks of 512 at LUNs 0 and 1, clones in units of eight blocks. */
class CloneTest {
    private static final int SIZE = 4 << 20;
    private static final long SECOND = 1L << 48;

    private CloningDevice device;
    private CloningDevice secondDevice;
    private TestDisk disk;
    private LogicalUnit second;

    @BeforeEach
    void open() {
        open(new CloningDevice(SIZE, 512), LogicalUnitSettings.of(512, "second"));
    }

    private void open(CloningDevice another, LogicalUnitSettings settings) {
        device = new CloningDevice(SIZE, 512);
        disk = new TestDisk(device, LogicalUnitSettings.of(512, "first"));
        secondDevice = another;
        second = Disks.unit(settings, secondDevice, ChannelOpener.INLINE);
        disk.target.map(1, second);
        greet();
        fill(0, 1);
    }

    private void reopen(CloningDevice another, LogicalUnitSettings settings) {
        close();
        open(another, settings);
    }

    private void greet() {
        for (ItNexus nexus : List.of(disk.nexus, disk.other)) {
            for (int i = 0; i < 3; i++) {
                execute(nexus, SECOND, "00 00 00 00 00 00", new byte[0]);
                execute(nexus, 0, "00 00 00 00 00 00", new byte[0]);
            }
        }
    }

    private void fill(long lun, int seed) {
        byte[] data = new byte[SIZE / 4];
        SplittableRandom random = new SplittableRandom(seed);
        for (int lba = 0; lba < SIZE / 512; lba += data.length / 512) {
            random.nextBytes(data);
            write(disk.nexus, lun, lba, data).good();
        }
    }

    @AfterEach
    void close() {
        device.allowed.release(1 << 20);
        secondDevice.allowed.release(1 << 20);
        disk.target.map(1, null);
        TestLoops.run(disk.nexus.loop(), () -> {});
        TestLoops.run(disk.other.loop(), () -> {});
        TestLoops.await(second.close());
        secondDevice.close();
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private TaskResult execute(ItNexus from, long lun, String cdb, byte[] dataOut) {
        return disk.execute(from, lun, cdb, dataOut.length > 0 ? 0 : 1 << 20, dataOut, transport -> {});
    }

    private static String cdb10(String opcode, int lba, int blocks) {
        return opcode
                + " 00 00 00 %02X %02X 00 %02X %02X 00".formatted(lba >> 8, lba & 0xFF, blocks >> 8, blocks & 0xFF);
    }

    private TaskResult write(ItNexus from, long lun, int lba, byte[] data) {
        return execute(from, lun, cdb10("2A", lba, data.length / 512), data);
    }

    private byte[] read(long lun, int lba, int blocks) {
        return execute(disk.nexus, lun, cdb10("28", lba, blocks), new byte[0])
                .good()
                .dataIn();
    }

    private TestTransport start(ItNexus from, int listId, byte[]... segments) {
        byte[] list = CopyLists.list(listId, disk.unit, second, segments);
        return disk.start(from, 0, CopyLists.cdb(list.length), 0, list, transport -> {});
    }

    private TaskResult copy(byte[]... segments) {
        return TestLoops.await(start(disk.nexus, 1, segments).ended);
    }

    private TestTransport startWrite(ItNexus from, long lun, int lba) {
        byte[] data = new byte[512];
        Arrays.fill(data, (byte) 0x77);
        return disk.start(
                from, lun, HexFormat.ofDelimiter(" ").parseHex(cdb10("2A", lba, 1)), 0, data, transport -> {});
    }

    /** Commands that come later on that loop have begun, and what follows from that at once is done. */
    private void settle() {
        for (int i = 0; i < 3; i++) {
            TestLoops.run(disk.nexus.loop(), () -> {});
            TestLoops.run(disk.other.loop(), () -> {});
        }
    }

    @Test
    void shouldCloneWholeUnitsAndCopyTheRest() {
        copy(CopyLists.blocks(0, 1, 2009, 3, 11)).good();
        assertEquals(List.of("4096+1024000>8192"), device.clones);
        assertArrayEquals(read(0, 3, 2009), read(SECOND, 11, 2009));
        assertArrayEquals(new byte[11 * 512], read(SECOND, 0, 11));
        assertArrayEquals(new byte[100 * 512], read(SECOND, 2020, 100));
        copy(CopyLists.blocks(0, 1, 127, 0, 0)).good();
        assertEquals(1, device.clones.size(), "too little to be cloned");
        copy(CopyLists.blocks(0, 1, 2000, 0, 4)).good();
        assertEquals(1, device.clones.size(), "cannot be aligned on both sides");
        assertArrayEquals(read(0, 0, 2000), read(SECOND, 4, 2000));
    }

    @Test
    void shouldCloneWithinADiskIfRangesDoNotOverlap() {
        byte[] before = read(0, 0, 2048);
        copy(CopyLists.blocks(0, 0, 1024, 0, 1024)).good();
        assertEquals(List.of("0+524288>524288"), device.clones);
        assertArrayEquals(Arrays.copyOf(before, 1024 * 512), read(0, 1024, 1024));
        byte[] now = read(0, 0, 2048);
        copy(CopyLists.blocks(0, 0, 1024, 512, 0)).good();
        assertEquals(1, device.clones.size());
        assertArrayEquals(Arrays.copyOfRange(now, 512 * 512, 1536 * 512), read(0, 0, 1024));
    }

    @Test
    void shouldCopyWhatCannotBeCloned() {
        device.refuses = true;
        copy(CopyLists.blocks(0, 1, 2009, 3, 11), CopyLists.blocks(0, 1, 1024, 0, 4096))
                .good();
        assertEquals(List.of(), device.clones);
        assertArrayEquals(read(0, 3, 2009), read(SECOND, 11, 2009));
        assertArrayEquals(read(0, 0, 1024), read(SECOND, 4096, 1024));
        String status = disk.execute("84 00 01 00 00 00 00 00 00 00 00 00 00 FF 00 00")
                .good()
                .hex();
        assertEquals("00000008" + "01" + "0002" + "01" + "%08x".formatted((2009 + 1024) / 2), status);
    }

    @Test
    void shouldBeDurableWhereThereIsNoWriteCache() {
        reopen(
                new CloningDevice(SIZE, 512),
                LogicalUnitSettings.of(512, "second").withWriteCache(false));
        copy(CopyLists.blocks(0, 1, 1024, 0, 0)).good();
        assertEquals(List.of("0+524288>0 durably"), device.clones);
    }

    @Test
    void shouldNotCloneBetweenDifferentBlocks() {
        reopen(new CloningDevice(SIZE, 4096), LogicalUnitSettings.of(4096, "second"));
        copy(CopyLists.blocks(0, 1, 1024, 0, 0)).good();
        assertEquals(List.of(), device.clones);
        assertArrayEquals(
                read(0, 0, 1024),
                execute(disk.nexus, SECOND, cdb10("28", 0, 128), new byte[0])
                        .good()
                        .dataIn());
    }

    @Test
    void shouldRefuseWhatAWriteIsRefused() {
        reopen(
                new CloningDevice(SIZE, 512),
                LogicalUnitSettings.of(512, "second").withReadOnly(true));
        copy(CopyLists.blocks(0, 1, 1024, 0, 0)).failed(0xA, 0x0D01);
        assertEquals(List.of(), device.clones);
        copy(CopyLists.blocks(1, 0, 1024, 0, 0)).good();
        assertEquals(1, secondDevice.clones.size());
    }

    @Test
    void shouldKeepOutOfWhatAnotherHasReserved() {
        byte[] list = new byte[24];
        list[15] = 1;
        execute(disk.other, SECOND, "5F 00 00 00 00 00 00 00 18 00", list).good();
        list[7] = 1;
        // Exclusive access: not even reads.
        execute(disk.other, SECOND, "5F 01 03 00 00 00 00 00 18 00", list).good();
        copy(CopyLists.blocks(0, 1, 1024, 0, 0)).failed(0xA, 0x0D01);
        copy(CopyLists.blocks(1, 0, 1024, 0, 0)).failed(0xA, 0x0D01);
        assertEquals(List.of(), device.clones);
        assertEquals(List.of(), secondDevice.clones);
    }

    @Test
    void shouldKeepWritersOutOfBothRanges() {
        device.allowed.drainPermits();
        TestTransport copy = start(disk.nexus, 1, CopyLists.blocks(0, 1, 1024, 0, 2048));
        device.begun.acquireUninterruptibly();
        byte[] source = read(0, 0, 1024);
        TestTransport toSource = startWrite(disk.other, 0, 1023);
        TestTransport toDestination = startWrite(disk.nexus, SECOND, 2048);
        TestTransport beside = startWrite(disk.other, SECOND, 2047);
        TestLoops.await(beside.ended).good();
        settle();
        assertFalse(toSource.ended.isDone());
        assertFalse(toDestination.ended.isDone());
        device.allowed.release();
        TestLoops.await(copy.ended).good();
        TestLoops.await(toSource.ended).good();
        TestLoops.await(toDestination.ended).good();
        assertArrayEquals(Arrays.copyOfRange(source, 512, 1024 * 512), read(SECOND, 2049, 1023));
        assertEquals(0x77, read(SECOND, 2048, 1)[0]);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldStopWhenItIsToldTo(boolean byTask) {
        device.allowed.drainPermits();
        TestTransport first = start(disk.nexus, 1, CopyLists.blocks(0, 1, 1024, 0, 0));
        device.begun.acquireUninterruptibly();
        TestTransport second = start(disk.nexus, 2, CopyLists.blocks(0, 1, 1024, 0, 0));
        settle();
        for (TestTransport copy : List.of(second, first)) {
            if (byTask) {
                TestLoops.run(disk.nexus.loop(), () -> copy.task.abort());
            } else {
                String id = copy == first ? "01" : "02";
                disk.execute("83 1C 00 00 00 " + id + " 00 00 00 00 00 00 00 00 00 00")
                        .good();
            }
        }
        // One waits for its turn, the other for the storage.
        assertEquals(byTask, TestLoops.await(second.ended).aborted());
        settle();
        assertFalse(first.ended.isDone());
        device.allowed.release();
        assertEquals(byTask, TestLoops.await(first.ended).aborted());
        write(disk.other, SECOND, 0, new byte[512]).good();
        write(disk.other, 0, 0, new byte[512]).good();
    }

    @Test
    void shouldWaitForACloneWhenADiskIsReset() {
        device.allowed.drainPermits();
        TestTransport copy = start(disk.nexus, 1, CopyLists.blocks(0, 1, 1024, 0, 0));
        device.begun.acquireUninterruptibly();
        CompletableFuture<Void> reset = TestLoops.on(
                disk.other.loop(),
                () -> second.reset(disk.other, TaskScope.ALL, AdditionalSense.BUS_DEVICE_RESET_FUNCTION_OCCURRED));
        settle();
        assertFalse(reset.isDone());
        device.allowed.release();
        TestLoops.await(reset);
        TestLoops.await(copy.ended).failed(0xA, 0x0000);
    }

    /** The token's later range changes while the first is cloned: that one is written, this is not. */
    @Test
    void shouldNotCloneWhatATokenRepresentsNoMore() {
        byte[] populate = ByteBuffer.allocate(48)
                .putShort((short) 46)
                .position(14)
                .putShort((short) 32)
                .putLong(0)
                .putInt(1024)
                .putInt(0)
                .putLong(4096)
                .putInt(1024)
                .array();
        execute(disk.nexus, 0, "83 10 00 00 00 00 00 00 00 01 00 00 00 30 00 00", populate)
                .good();
        byte[] information = execute(disk.nexus, 0, "84 07 00 00 00 01 00 00 00 00 00 00 10 00 00 00", new byte[0])
                .good()
                .dataIn();
        byte[] token = Arrays.copyOfRange(information, 38 + information[13], 38 + information[13] + 512);
        byte[] write = ByteBuffer.allocate(552)
                .putShort((short) 550)
                .position(16)
                .put(token)
                .position(534)
                .putShort((short) 16)
                .putLong(2048)
                .putInt(2048)
                .array();
        device.allowed.drainPermits();
        TestTransport copy = disk.start(
                disk.nexus,
                SECOND,
                HexFormat.ofDelimiter(" ").parseHex("83 11 00 00 00 00 00 00 00 02 00 00 02 28 00 00"),
                0,
                write,
                transport -> {});
        device.begun.acquireUninterruptibly();
        write(disk.other, 0, 5119, new byte[512]).good();
        device.allowed.release(100);
        TestLoops.await(copy.ended).failed(5, 0x2306);
        assertEquals(List.of("0+524288>1048576"), device.clones);
        assertArrayEquals(read(0, 0, 1024), read(SECOND, 2048, 1024));
        assertArrayEquals(new byte[1024 * 512], read(SECOND, 3072, 1024));
    }

    /** There and back at once, within a disk and across, with writes of both initiators between: nobody waits for ever. */
    @Test
    void shouldNotWaitInACircle() {
        long seed = Seed.of("CloneTest");
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 60; round++) {
            List<TestTransport> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                ItNexus from = random.nextBoolean() ? disk.nexus : disk.other;
                int source = random.nextInt(2);
                int destination = random.nextInt(2);
                int lba = random.nextInt(4) * 512;
                int to = 4096 + random.nextInt(4) * 512;
                boolean back = random.nextBoolean();
                all.add(start(
                        from, i + 1, CopyLists.blocks(source, destination, 1024, back ? to : lba, back ? lba : to)));
                all.add(startWrite(
                        random.nextBoolean() ? disk.nexus : disk.other,
                        random.nextBoolean() ? 0 : SECOND,
                        random.nextInt(SIZE / 512)));
            }
            all.forEach(one -> TestLoops.await(one.ended).good());
        }
        assertTrue(device.clones.size() > 50);
    }

    @Test
    void shouldNotAskStorageOfOtherKinds() {
        assertEquals(0, device.cloneUnitBytes(new HeldDevice()));
        BlockDevice other = new HeldDevice();
        assertEquals(0, other.cloneUnitBytes(device));
        assertFalse(other.cloneRange(0, device, 0, 4096, false));
    }
}
