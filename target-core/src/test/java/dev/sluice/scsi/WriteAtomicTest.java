package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteAtomicTest {
    private static final int SIZE = 2 << 20;

    private GatedDevice device;
    private TestDisk disk;

    @BeforeEach
    void open() {
        device = new GatedDevice(new RamDevice(SIZE));
        disk = new TestDisk(device, LogicalUnitSettings.of(512, "atomic")).greeted();
    }

    @AfterEach
    void close() {
        disk.close();
        assertTrue(disk.unit.atomicAccess().isIdle());
        assertEquals(0, TestLoops.buffersOut());
    }

    private static byte[] random(int length) {
        byte[] data = new byte[length];
        new SplittableRandom(length).nextBytes(data);
        return data;
    }

    private static String write(int lba, int blocks) {
        return "9C 00 00 00 00 00 00 00 %02X %02X 00 00 %02X %02X 00 00"
                .formatted(lba >> 8, lba & 0xFF, blocks >> 8, blocks & 0xFF);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "3, 128", "7, 513", "2048, 2048", "4095, 1"})
    void shouldWriteWhatItIsGiven(int lba, int blocks) {
        byte[] data = random(blocks * 512);
        disk.execute(write(lba, blocks), data).good();
        byte[] back = disk.execute("28 00 00 00 %02X %02X 00 %02X %02X 00"
                        .formatted(lba >> 8, lba & 0xFF, blocks >> 8, blocks & 0xFF))
                .good()
                .dataIn();
        assertArrayEquals(data, back);
    }

    @Test
    void shouldRefuseWhatItCannotKeepAtomic() {
        disk.execute(write(0, 0), new byte[0]).good();
        disk.execute(write(4097, 0), new byte[0]).failed(5, 0x2100);
        disk.execute(write(4095, 2), new byte[1024]).failed(5, 0x2100);
        disk.execute(write(0, 2049), new byte[2049 * 512]).failed(5, 0x2400);
        disk.execute(write(0, 2), new byte[512]).failed(5, 0x0E03);
        disk.execute("9C 00 00 00 00 00 00 00 00 00 00 01 00 01 00 00", new byte[512])
                .failed(5, 0x2400);
        disk.execute("9C 20 00 00 00 00 00 00 00 00 00 00 00 01 00 00", new byte[512])
                .failed(5, 0x2400);
    }

    @Test
    void shouldTellItsLimitInBlocks() {
        byte[] page = disk.execute("12 01 B0 00 FF 00").good().dataIn();
        assertEquals("00000800", "%02x%02x%02x%02x".formatted(page[44], page[45], page[46], page[47]));
    }

    /** It has begun, so it is finished: the blocks are never left half and half. */
    @Test
    void shouldFinishWhatWasAbortedMeanwhile() {
        byte[] data = random(1 << 20);
        device.hold();
        TestTransport task = disk.start(disk.nexus, 0, bytes(write(0, 2048)), 0, data, transport -> {});
        device.awaitHeld(1);
        TestLoops.run(disk.nexus.loop(), () -> task.task.abort());
        device.release();
        assertTrue(TestLoops.await(task.ended).aborted());
        byte[] back = disk.execute("28 00 00 00 00 00 00 08 00 00").good().dataIn();
        assertArrayEquals(data, back);
    }

    private static byte[] bytes(String cdb) {
        return java.util.HexFormat.ofDelimiter(" ").parseHex(cdb);
    }

    /** A read that comes meanwhile waits, one of other blocks does not. */
    @Test
    void shouldKeepReadersOutMeanwhile() {
        device.hold();
        byte[] data = new byte[4096];
        Arrays.fill(data, (byte) 1);
        TestTransport write = disk.start(disk.nexus, 0, bytes(write(8, 8)), 0, data, transport -> {});
        device.awaitHeld(1);
        TestTransport same =
                disk.start(disk.other, 0, bytes("28 00 00 00 00 0F 00 00 01 00"), 512, new byte[0], transport -> {});
        TestTransport other =
                disk.start(disk.other, 0, bytes("28 00 00 00 00 10 00 00 01 00"), 512, new byte[0], transport -> {});
        device.awaitHeld(2);
        assertEquals(2, device.held(), "the write and the read of other blocks");
        device.release();
        TestLoops.await(write.ended).good();
        assertEquals(1, TestLoops.await(same.ended).good().dataIn()[0]);
        TestLoops.await(other.ended).good();
    }
}
