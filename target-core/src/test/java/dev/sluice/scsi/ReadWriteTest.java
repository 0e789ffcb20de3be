package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.disk.NullDevice;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.NexusListener;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadWriteTest {
    private static final int DISK_BYTES = 64 << 20;
    private static final int LBA_OUT_OF_RANGE = 0x2100;

    private TestDisk disk;

    @BeforeEach
    void open() {
        disk = new TestDisk(new RamDevice(DISK_BYTES), LogicalUnitSettings.of(512, "disk-1")).greeted();
    }

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void shouldReadWhatWasWrittenWhenAnyCdbLengthIsUsed() {
        byte[] data = random(1, 2 * 512);
        disk.execute("0A 00 00 05 02 00", data).good();
        assertArrayEquals(data, disk.execute("08 00 00 05 02 00").good().dataIn());
        assertArrayEquals(
                data, disk.execute("28 00 00 00 00 05 00 00 02 00").good().dataIn());
        assertArrayEquals(
                data, disk.execute("A8 00 00 00 00 05 00 00 00 02 00 00").good().dataIn());
        assertArrayEquals(
                data,
                disk.execute("88 00 00 00 00 00 00 00 00 05 00 00 00 02 00 00")
                        .good()
                        .dataIn());
        byte[] other = random(2, 512);
        disk.execute("2A 18 00 00 00 05 00 00 01 00", other).good();
        disk.execute("8A 08 00 00 00 00 00 00 00 06 00 00 00 01 00 00", other).good();
        assertArrayEquals(other, disk.execute("08 00 00 06 01 00").good().dataIn());
        disk.execute("AA 00 00 00 00 06 00 00 00 01 00 00", random(3, 512)).good();
        assertArrayEquals(
                random(3, 512), disk.execute("08 00 00 06 01 00").good().dataIn());
    }

    @Test
    void shouldTransfer256BlocksWhenTheShortCdbSaysZero() {
        byte[] data = random(4, 256 * 512);
        disk.execute("0A 00 00 00 00 00", data).good();
        assertArrayEquals(data, disk.execute("08 00 00 00 00 00").good().dataIn());
    }

    /** As EDK2 reads, whatever the limits: all that a CDB of 10 bytes can say. */
    @Test
    void shouldReadAndWrite65535BlocksOf4096BytesInBoundedMemory() {
        int length = 65535 * 4096;
        try (TestDisk large =
                new TestDisk(new NullDevice(1L << 30, "large"), LogicalUnitSettings.of(4096, "large")).greeted()) {
            int most = TestLoops.on(
                    TestLoops.first(), () -> TestLoops.first().transferBuffers().outstanding());
            assertEquals(0, most);
            long[] read = {0};
            TestTransport transport = large.start(
                    large.nexus, 0, "28 00 00 00 00 00 00 FF FF 00", length, new byte[0], t -> t.counts = read);
            assertEquals(length, TestLoops.await(transport.ended).good().transferLength());
            assertEquals(length, read[0]);
            large.execute("88 00 00 00 00 00 00 00 00 00 00 01 00 00 00 00").good();
            large.execute("88 00 00 00 00 00 00 00 00 00 00 01 00 01 00 00").failed(5, 0x2400);
            large.execute("8A 00 00 00 00 00 00 00 00 00 00 01 00 01 00 00").failed(5, 0x2400);
            String limits = large.execute("12 01 B0 00 40 00").good().hex();
            assertEquals("00010000" + "00000800", limits.substring(16, 32), "MAXIMUM and OPTIMAL TRANSFER LENGTH");
        }
    }

    @Test
    void shouldTransferLongRanges() {
        byte[] data = random(5, 32 << 20);
        disk.execute("AA 00 00 00 08 00 00 01 00 00 00 00", data).good();
        TaskResult read =
                disk.execute(disk.nexus, 0, "A8 00 00 00 08 00 00 01 00 00 00 00", 32 << 20, new byte[0], t -> {});
        assertArrayEquals(data, read.good().dataIn());
    }

    @Test
    void shouldTransferOnlyWhatTheInitiatorExpectsWhenThatIsLess() {
        byte[] before = random(6, 1024);
        disk.execute("2A 00 00 00 00 00 00 00 02 00", before).good();
        TaskResult nothing = disk.execute(disk.nexus, 0, "28 00 00 00 00 00 00 00 01 00", 0, new byte[0], t -> {});
        assertEquals(512, nothing.good().transferLength());
        assertEquals(0, nothing.dataIn().length);
        TaskResult some = disk.execute(disk.nexus, 0, "28 00 00 00 00 00 00 00 01 00", 200, new byte[0], t -> {});
        assertArrayEquals(Arrays.copyOf(before, 200), some.good().dataIn());
        assertEquals(512, some.transferLength());

        byte[] bytes = random(7, 512);
        TaskResult written =
                disk.execute("2A 00 00 00 00 00 00 00 02 00", bytes).good();
        assertEquals(1024, written.transferLength());
        byte[] after = before.clone();
        System.arraycopy(bytes, 0, after, 0, 512);
        assertArrayEquals(
                after, disk.execute("28 00 00 00 00 00 00 00 02 00").good().dataIn());
        disk.execute("2A 00 00 00 00 00 00 00 02 00", new byte[0]).good();
        assertEquals(
                512,
                disk.execute("2A 00 00 00 00 00 00 00 01 00", random(8, 10_000))
                        .good()
                        .requestedDataOut());
    }

    @Test
    void shouldRefuseWhatLiesBeyondTheEnd() {
        long blocks = DISK_BYTES / 512;
        assertEquals(0x20000, blocks);
        disk.execute("28 00 00 02 00 00 00 00 00 00").good();
        disk.execute("28 00 00 02 00 01 00 00 00 00").failed(5, LBA_OUT_OF_RANGE);
        disk.execute("28 00 00 01 FF FF 00 00 01 00").good();
        disk.execute("28 00 00 01 FF FF 00 00 02 00").failed(5, LBA_OUT_OF_RANGE);
        disk.execute("28 00 80 00 00 00 00 00 00 00").failed(5, LBA_OUT_OF_RANGE);
        disk.execute("28 00 FF FF FF FF 00 FF FF 00").failed(5, LBA_OUT_OF_RANGE);
        disk.execute("88 00 FF FF FF FF FF FF FF FF 00 00 00 00 00 00").failed(5, LBA_OUT_OF_RANGE);
        disk.execute("88 00 FF FF FF FF FF FF FF FF 00 00 00 01 00 00").failed(5, LBA_OUT_OF_RANGE);
        disk.execute("88 00 7F FF FF FF FF FF FF FF FF FF FF FF 00 00").failed(5, LBA_OUT_OF_RANGE);
        disk.execute("8A 00 80 00 00 00 00 00 00 00 FF FF FF FF 00 00", new byte[512])
                .failed(5, LBA_OUT_OF_RANGE);
        disk.execute("8A 00 00 80 00 00 00 00 00 00 00 00 00 01 00 00", new byte[512])
                .failed(5, LBA_OUT_OF_RANGE);
    }

    @Test
    void shouldRefuseProtectionFieldsAndReservedBits() {
        for (int protect = 1; protect < 8; protect++) {
            String byte1 = "%02X".formatted(protect << 5);
            disk.execute("28 " + byte1 + " 00 00 00 00 00 00 01 00").failed(5, 0x2400);
            disk.execute("8A " + byte1 + " 00 00 00 00 00 00 00 00 00 00 00 01 00 00", new byte[512])
                    .failed(5, 0x2400);
        }
        TaskResult naca = disk.execute("00 00 00 00 00 04").failed(5, 0x2400);
        assertEquals(0xC0 | 0x08 | 2, naca.sense()[15] & 0xFF);
        assertEquals(5, naca.sense()[17]);
    }

    @Test
    void shouldReadInShortPiecesWhenAnotherNexusUsesTheDisk() {
        ItNexus beside = TestLoops.on(
                TestLoops.first(), () -> disk.target.attach("initiator,i,3", TestLoops.first(), NexusListener.NONE));
        disk.execute(beside, "00 00 00 00 00 00");
        byte[] data = random(10, 256 << 10);
        disk.execute("2A 00 00 00 00 00 00 02 00 00", data).good();
        TestTransport read = TestLoops.on(TestLoops.first(), () -> {
            disk.startHere(beside, "28 00 00 00 00 00 00 00 01 00", new byte[0]);
            disk.startHere(disk.nexus, "28 00 00 00 00 00 00 00 01 00", new byte[0]);
            return disk.startHere(disk.nexus, "28 00 00 00 00 00 00 02 00 00", new byte[0]);
        });
        assertArrayEquals(data, TestLoops.await(read.ended).good().dataIn());
        assertEquals(4, read.dataInCalls);
        TestLoops.run(TestLoops.first(), () -> disk.target.detach(beside));
    }

    @Test
    void shouldReadAheadOnlyAsFarAsTheTransportAccepts() {
        byte[] data = random(9, 4 << 20);
        TestLoops.await(disk.start(disk.nexus, 0, "2A 00 00 00 00 00 00 20 00 00", 0, data, t -> {}).ended)
                .good();
        TestTransport read =
                disk.start(disk.nexus, 0, "28 00 00 00 00 00 00 20 00 00", data.length, new byte[0], t -> t.credit = 2);
        assertEquals(2, read.dataInCalls);
        assertEquals(false, read.ended.isDone());
        TestLoops.run(TestLoops.first(), () -> {
            read.credit = 3;
            read.task.dataInReady();
        });
        assertEquals(5, read.dataInCalls);
        TestLoops.run(TestLoops.first(), () -> {
            read.credit = 1000;
            read.task.dataInReady();
        });
        assertArrayEquals(data, TestLoops.await(read.ended).good().dataIn());
    }

    @Test
    void shouldWaitForBuffersWhenThereAreNone() {
        byte[] data = random(10, 8 << 20);
        TestLoops.await(disk.start(disk.nexus, 0, "2A 00 00 00 00 00 00 40 00 00", 0, data, t -> {}).ended)
                .good();
        TestTransport first = disk.start(
                disk.nexus, 0, "28 00 00 00 00 00 00 40 00 00", data.length, new byte[0], t -> t.keepsSent = true);
        TestTransport second =
                disk.start(disk.nexus, 0, "28 00 00 00 00 00 00 00 01 00", data.length, new byte[0], t -> {});
        TestTransport third = disk.start(disk.nexus, 0, "12 00 00 00 FF 00", 255, new byte[0], t -> {});
        assertEquals(false, first.ended.isDone());
        assertEquals(false, second.ended.isDone());
        TestLoops.run(TestLoops.first(), third.task::abort);
        assertEquals(true, TestLoops.await(third.ended).aborted());
        TestLoops.run(TestLoops.first(), first::releaseSent);
        TestLoops.run(TestLoops.first(), first::releaseSent);
        TestLoops.run(TestLoops.first(), first::releaseSent);
        assertArrayEquals(data, TestLoops.await(first.ended).good().dataIn());
        assertArrayEquals(
                Arrays.copyOf(data, 512), TestLoops.await(second.ended).good().dataIn());
        TestLoops.run(TestLoops.first(), first::releaseSent);
    }

    @Test
    void shouldReuseATaskWithinItsOwnCompletion() {
        int[] runs = {0};
        TestLoops.run(TestLoops.first(), () -> {
            ScsiTask[] task = new ScsiTask[1];
            task[0] = new ScsiTask(
                    new ReusingTransport(disk, task, runs),
                    TestLoops.first(),
                    TestLoops.transferBuffers(TestLoops.first()));
            ReusingTransport.start(disk, task[0]);
        });
        assertEquals(ReusingTransport.RUNS, runs[0]);
    }
}
