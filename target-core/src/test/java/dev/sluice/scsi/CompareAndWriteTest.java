package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** COMPARE AND WRITE and ORWRITE, one at a time. */
class CompareAndWriteTest {
    private static final int BLOCKS = 2048;
    private static final LogicalUnitSettings SETTINGS = LogicalUnitSettings.of(512, "atomic");

    private final Random random = new Random(1);
    private TestDisk disk = new TestDisk(new RamDevice(BLOCKS * 512), SETTINGS).greeted();

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private static String cdb(int opcode, int lba, int blocks) {
        return "%02X 00 00 00 00 00 %02X %02X %02X %02X 00 00 %02X %02X 00 00"
                .formatted(
                        opcode,
                        lba >>> 24,
                        lba >>> 16 & 0xFF,
                        lba >>> 8 & 0xFF,
                        lba & 0xFF,
                        blocks >>> 8,
                        blocks & 0xFF);
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private byte[] read(int lba, int blocks) {
        return disk.execute(cdb(0x88, lba, blocks)).good().dataIn();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 128})
    void shouldWriteWhereTheComparedBlocksAre(int blocks) {
        byte[] before = random(blocks * 512);
        byte[] after = random(blocks * 512);
        disk.execute(cdb(0x8A, 5, blocks), before).good();
        TaskResult result =
                disk.execute(cdb(0x89, 5, blocks), join(before, after)).good();
        assertEquals(blocks * 1024, result.transferLength());
        assertArrayEquals(after, read(5, blocks));
        assertArrayEquals(new byte[512], read(4, 1));
        assertArrayEquals(new byte[512], read(5 + blocks, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 1000, 2047})
    void shouldTellTheFirstByteThatDiffersAndWriteNothing(int differs) {
        byte[] before = random(2048);
        disk.execute(cdb(0x8A, 9, 4), before).good();
        byte[] data = join(before, random(2048));
        data[differs] ^= 0x40;
        data[2047] ^= (byte) (differs == 2047 ? 0 : 1);
        byte[] sense = disk.execute(cdb(0x89, 9, 4), data).failed(0xE, 0x1D00).sense();
        assertEquals(0xF0, sense[0] & 0xFF);
        assertEquals(differs, Cdb.u32(sense, 3));
        assertArrayEquals(before, read(9, 4));
    }

    @Test
    void shouldTakeItsDataInPiecesOfAnySize() {
        byte[] before = random(64 << 10);
        byte[] after = random(64 << 10);
        disk.execute(cdb(0x8A, 0, 128), before).good();
        disk.execute(
                        disk.nexus,
                        0,
                        cdb(0x89, 0, 128),
                        0,
                        join(before, after),
                        t -> t.pieces = new int[] {512, 8192, 1536, 65536})
                .good();
        assertArrayEquals(after, read(0, 128));
    }

    @Test
    void shouldRefuseWhatTheStandardDoesNotAllow() {
        byte[] two = new byte[1024];
        assertEquals(
                0xCF000D,
                Cdb.u24(
                        disk.execute(cdb(0x89, 0, 129), new byte[129 * 1024])
                                .failed(5, 0x2400)
                                .sense(),
                        15));
        disk.execute(cdb(0x89, 0, 1).replaceFirst("89 00", "89 20"), two).failed(5, 0x2400);
        disk.execute(cdb(0x8B, 0, 1).replaceFirst("8B 00", "8B 20"), two).failed(5, 0x2400);
        disk.execute(cdb(0x89, BLOCKS, 1), two).failed(5, 0x2100);
        disk.execute(cdb(0x8B, BLOCKS - 1, 2), two).failed(5, 0x2100);
        disk.execute(cdb(0x8B, BLOCKS + 1, 0)).failed(5, 0x2100);
        disk.execute(cdb(0x89, BLOCKS, 0)).good();
        disk.execute(cdb(0x8B, BLOCKS, 0)).good();
        disk.execute(cdb(0x89, 0, 1).replaceFirst("89 00", "89 18"), two).good();
        disk.execute(cdb(0x8B, 0, 1).replaceFirst("8B 00", "8B 1A"), new byte[512])
                .good();
        for (int wrong : new int[] {0, 512, 1023, 1536, 4096}) {
            disk.execute(cdb(0x89, 0, 1), new byte[wrong]).failed(5, 0x0E03);
        }
    }

    @Test
    void shouldRefuseToWriteWhereNobodyMay() {
        disk.close();
        disk = new TestDisk(new RamDevice(BLOCKS * 512), SETTINGS.withReadOnly(true)).greeted();
        disk.execute(cdb(0x89, 0, 1), new byte[1024]).failed(7, 0x2700);
        disk.execute(cdb(0x8B, 0, 1), new byte[512]).failed(7, 0x2700);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 128, 129, 1500})
    void shouldSetTheBitsThatAreSentAndKeepTheOthers(int blocks) {
        byte[] before = random(blocks * 512);
        byte[] bits = random(blocks * 512);
        disk.execute(cdb(0x8A, 3, blocks), before).good();
        disk.execute(disk.nexus, 0, cdb(0x8B, 3, blocks), 0, bits, t -> t.pieces = new int[] {1024, 8192, 256 << 10})
                .good();
        for (int i = 0; i < before.length; i++) {
            before[i] |= bits[i];
        }
        assertArrayEquals(before, read(3, blocks));
    }

    @Test
    void shouldSetOnlyTheBitsThatTheInitiatorHas() {
        byte[] before = random(1024);
        disk.execute(cdb(0x8A, 0, 2), before).good();
        byte[] bits = random(512);
        disk.execute(cdb(0x8B, 0, 2), bits).good();
        for (int i = 0; i < bits.length; i++) {
            before[i] |= bits[i];
        }
        assertArrayEquals(before, read(0, 2));
    }

    @Test
    void shouldCompareWholeBlocksOfEverySize() {
        disk.close();
        disk = new TestDisk(new RamDevice(1 << 20), LogicalUnitSettings.of(4096, "atomic")).greeted();
        byte[] after = random(16 * 4096);
        disk.execute(cdb(0x89, 3, 16), join(new byte[16 * 4096], after)).good();
        assertArrayEquals(after, read(3, 16));
        disk.execute(cdb(0x89, 3, 17), new byte[17 * 8192]).failed(5, 0x2400);
        assertEquals("10", disk.execute("12 01 B0 00 40 00").good().hex().substring(10, 12));
    }
}
