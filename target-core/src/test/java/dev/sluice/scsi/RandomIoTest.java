package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.testing.Seed;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random reads, writes and unmaps through tasks, against an array that says what must be there. */
class RandomIoTest {
    private static final int DISK_BYTES = 8 << 20;
    private static final int STEPS = 1500;

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void shouldKeepWhatWasWritten(int blockSize) {
        Random random = Seed.random("RandomIoTest, block size " + blockSize);
        byte[] model = new byte[DISK_BYTES];
        int blocks = DISK_BYTES / blockSize;
        try (TestDisk disk = new TestDisk(
                        new RamDevice(DISK_BYTES),
                        LogicalUnitSettings.of(blockSize, "random").withThin(true))
                .greeted()) {
            for (int i = 0; i < STEPS; i++) {
                int lba = random.nextInt(blocks);
                int most = random.nextInt(10) == 0 ? blocks : 64;
                int count = Math.min(blocks - lba, 1 + random.nextInt(most));
                ItNexus from = random.nextBoolean() ? disk.nexus : disk.other;
                step(disk, from, random, model, lba, count, blockSize);
            }
        }
        assertEquals(0, TestLoops.buffersOut());
    }

    private static void step(
            TestDisk disk, ItNexus from, Random random, byte[] model, int lba, int count, int blockSize) {
        int offset = lba * blockSize;
        int length = count * blockSize;
        switch (random.nextInt(5)) {
            case 0, 1 -> {
                byte[] data = new byte[length];
                random.nextBytes(data);
                int piece = Math.max(blockSize, 4096) << random.nextInt(7);
                disk.execute(
                                from,
                                0,
                                cdb(random.nextBoolean() ? 0x8A : 0x8E, lba, count),
                                0,
                                data,
                                t -> t.pieces = new int[] {blockSize, Math.min(piece, 256 << 10)})
                        .good();
                System.arraycopy(data, 0, model, offset, length);
            }
            case 2 -> {
                byte[] block = new byte[blockSize];
                block[0] = (byte) random.nextInt(2);
                disk.execute(from, 0, cdb(0x93, lba, count), 0, block, t -> {}).good();
                for (int i = 0; i < count; i++) {
                    System.arraycopy(block, 0, model, offset + i * blockSize, blockSize);
                }
            }
            default -> {
                byte[] read = disk.execute(from, 0, cdb(0x88, lba, count), length, new byte[0], t -> {})
                        .good()
                        .dataIn();
                assertArrayEquals(Arrays.copyOfRange(model, offset, offset + length), read);
                disk.execute(from, 0, cdb(0x8F, lba, count).replaceFirst("8F 00", "8F 02"), 0, read, t -> {})
                        .good();
            }
        }
    }

    private static String cdb(int opcode, int lba, int count) {
        byte[] cdb = ByteBuffer.allocate(16)
                .put((byte) opcode)
                .put((byte) 0)
                .putLong(lba)
                .putInt(count)
                .array();
        return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(cdb);
    }
}
