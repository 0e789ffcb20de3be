package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** UNMAP, WRITE SAME, VERIFY and WRITE AND VERIFY. */
class ProvisioningTest {
    private static final int DISK_BYTES = 256 << 20;
    private static final String READ_8 = "28 00 00 00 00 00 00 00 08 00";

    private TestDisk disk;
    private final byte[] data = ReadWriteTest.random(11, 8 * 512);

    @BeforeEach
    void open() {
        disk = new TestDisk(
                        new RamDevice(DISK_BYTES),
                        LogicalUnitSettings.of(512, "thin").withThin(true))
                .greeted();
        disk.execute("2A 00 00 00 00 00 00 00 08 00", data).good();
    }

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private void expectZeroes(int from, int to) {
        byte[] expected = data.clone();
        Arrays.fill(expected, from * 512, to * 512, (byte) 0);
        assertArrayEquals(expected, disk.execute(READ_8).good().dataIn());
    }

    private static byte[] unmapList(long... lbasAndCounts) {
        ByteBuffer list = ByteBuffer.allocate(8 + lbasAndCounts.length * 8);
        list.putShort((short) (list.capacity() - 2));
        list.putShort((short) (list.capacity() - 8));
        list.putInt(0);
        for (int i = 0; i < lbasAndCounts.length; i += 2) {
            list.putLong(lbasAndCounts[i]).putInt((int) lbasAndCounts[i + 1]).putInt(0);
        }
        return list.array();
    }

    private TaskResult unmap(byte[] list) {
        return disk.execute("42 00 00 00 00 00 00 %02X %02X 00".formatted(list.length >> 8, list.length & 0xFF), list);
    }

    @Test
    void shouldUnmapAnyRangeThatLiesOnTheMedium() {
        unmap(unmapList(1, 2, 4, 0)).good();
        expectZeroes(1, 3);
        unmap(unmapList(DISK_BYTES / 512, 0)).good();
        unmap(unmapList(0, DISK_BYTES / 512)).good();
        unmap(unmapList()).good();
        disk.execute("42 00 00 00 00 00 00 00 00 00").good();
        expectZeroes(0, 8);
    }

    @Test
    void shouldUnmapNothingWhenOneRangeIsWrong() {
        unmap(unmapList(0, 1, DISK_BYTES / 512, 1)).failed(5, 0x2100);
        unmap(unmapList(0, 1, -1, 0xFFFF_FFFFL)).failed(5, 0x2100);
        unmap(new byte[7]).failed(5, 0x1A00);
        expectZeroes(0, 0);
    }

    @Test
    void shouldTakeAsManyDescriptorsAsTheListHolds() {
        long[] ranges = new long[4095 * 2];
        for (int i = 0; i < 4095; i++) {
            ranges[i * 2] = i * 3L;
            ranges[i * 2 + 1] = 1;
        }
        unmap(unmapList(ranges)).good();
        byte[] expected = data.clone();
        for (int block : new int[] {0, 3, 6}) {
            Arrays.fill(expected, block * 512, block * 512 + 512, (byte) 0);
        }
        assertArrayEquals(expected, disk.execute(READ_8).good().dataIn());
    }

    @Test
    void shouldKnowNoUnmapWhenTheUnitIsNotThin() {
        disk.close();
        disk = new TestDisk(new RamDevice(1 << 20), LogicalUnitSettings.of(512, "thick")).greeted();
        unmap(unmapList(0, 1)).failed(5, 0x2000);
        disk.execute("41 08 00 00 00 00 00 00 01 00", new byte[512]).failed(5, 0x2400);
        assertEquals(
                "00010000",
                disk.execute("A3 0C 01 42 00 00 00 00 00 FF 00 00").good().hex());
    }

    @Test
    void shouldWriteTheSameBlockAllOverARange() {
        byte[] block = ReadWriteTest.random(12, 512);
        disk.execute("41 00 00 00 00 00 00 10 00 00", block).good();
        byte[] read = disk.execute(disk.nexus, 0, "28 00 00 00 00 00 00 10 01 00", 4 << 20, new byte[0], t -> {})
                .good()
                .dataIn();
        for (int i = 0; i < 0x1000; i++) {
            assertArrayEquals(block, Arrays.copyOfRange(read, i * 512, i * 512 + 512));
        }
        assertArrayEquals(new byte[512], Arrays.copyOfRange(read, 0x1000 * 512, 0x1001 * 512));
    }

    @Test
    void shouldZeroARangeWithOrWithoutDataAndByUnmapping() {
        disk.execute("41 00 00 00 00 00 00 00 02 00", new byte[512]).good();
        expectZeroes(0, 2);
        disk.execute("93 01 00 00 00 00 00 00 00 00 00 00 00 04 00 00").good();
        expectZeroes(0, 4);
        disk.execute("93 09 00 00 00 00 00 00 00 00 00 00 00 05 00 00").good();
        expectZeroes(0, 5);
        disk.execute("41 08 00 00 00 00 00 00 06 00", new byte[512]).good();
        expectZeroes(0, 6);
    }

    @Test
    void shouldWriteTheBlockWhenUnmappedBlocksWouldReadDifferently() {
        byte[] block = ReadWriteTest.random(16, 512);
        disk.execute("41 08 00 00 00 00 00 00 01 00", block).good();
        assertArrayEquals(
                block, disk.execute("28 00 00 00 00 00 00 00 01 00").good().dataIn());
    }

    @Test
    void shouldWriteToTheEndWhenTheNumberOfBlocksIsZero() {
        byte[] block = ReadWriteTest.random(13, 512);
        disk.execute("41 00 00 07 FF FE 00 00 00 00", block).good();
        byte[] last = disk.execute("28 00 00 07 FF FD 00 00 03 00").good().dataIn();
        assertArrayEquals(new byte[512], Arrays.copyOf(last, 512));
        assertArrayEquals(block, Arrays.copyOfRange(last, 512, 1024));
        assertArrayEquals(block, Arrays.copyOfRange(last, 1024, 1536));
        disk.execute("41 00 00 00 00 00 00 00 00 00", block).failed(5, 0x2400);
        disk.execute("93 01 00 00 00 00 00 04 00 00 00 00 00 00 00 00").good();
        disk.execute("93 01 00 00 00 00 00 03 FF FF 00 04 00 01 00 00").failed(5, 0x2400);
        disk.execute("41 00 00 08 00 01 00 00 00 00", block).failed(5, 0x2100);
    }

    @Test
    void shouldRefuseAnchorsAndDataThatIsNotABlock() {
        disk.execute("41 10 00 00 00 00 00 00 01 00", new byte[512]).failed(5, 0x2400);
        disk.execute("41 18 00 00 00 00 00 00 01 00", new byte[512]).failed(5, 0x2400);
        disk.execute("41 00 00 00 00 00 00 00 01 00", new byte[256]).failed(5, 0x0E03);
        disk.execute("41 08 00 00 00 00 00 00 01 00", new byte[1024]).failed(5, 0x0E03);
    }

    @Test
    void shouldVerifyAgainstNothingTheDataOrOneBlock() {
        disk.execute("2F 00 00 00 00 00 00 00 08 00").good();
        disk.execute("2F 02 00 00 00 00 00 00 08 00", data).good();
        disk.execute("AF 02 00 00 00 00 00 00 00 08 00 00", data).good();
        disk.execute("8F 02 00 00 00 00 00 00 00 00 00 00 00 08 00 00", data).good();
        byte[] wrong = data.clone();
        wrong[2000]++;
        disk.execute("2F 02 00 00 00 00 00 00 08 00", wrong).failed(0xE, 0x1D00);
        disk.execute("2F 04 00 00 00 00 00 00 08 00", data).failed(5, 0x2400);
        byte[] block = ReadWriteTest.random(14, 512);
        disk.execute("41 00 00 00 00 00 00 00 07 00", block).good();
        disk.execute("2F 06 00 00 00 00 00 00 07 00", block).good();
        disk.execute("2F 06 00 00 00 00 00 00 08 00", block).failed(0xE, 0x1D00);
        disk.execute("2F 02 00 07 FF FF 00 00 02 00", new byte[1024]).failed(5, 0x2100);
    }

    @Test
    void shouldWriteAndVerify() {
        byte[] fresh = ReadWriteTest.random(15, 8 * 512);
        for (String cdb : new String[] {
            "2E 00 00 00 00 00 00 00 08 00",
            "2E 02 00 00 00 00 00 00 08 00",
            "AE 02 00 00 00 00 00 00 00 08 00 00",
            "8E 12 00 00 00 00 00 00 00 00 00 00 00 08 00 00"
        }) {
            disk.execute("2A 00 00 00 00 00 00 00 08 00", data).good();
            disk.execute(cdb, fresh).good();
            assertArrayEquals(fresh, disk.execute(READ_8).good().dataIn());
            disk.execute(cdb, Arrays.copyOf(data, 1024)).good();
            System.arraycopy(data, 0, fresh, 0, 1024);
            assertArrayEquals(fresh, disk.execute(READ_8).good().dataIn());
        }
    }
}
