package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.disk.NullDevice;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.io.open.Devices;
import dev.sluice.scsi.protection.Crc16;
import dev.sluice.scsi.protection.ProtectedDevice;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.testing.Seed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtectionTest {
    private static final int BLOCK = 512;
    private static final int DISK_BYTES = 8 << 20;
    private static final int ABORTED_COMMAND = 0xB;
    private static final int MISCOMPARE = 0xE;
    private static final int GUARD = 0x1001;
    private static final int APPLICATION_TAG = 0x1002;
    private static final int REFERENCE_TAG = 0x1003;
    private static final long UNCHECKED = -1;

    @TempDir
    Path folder;

    private TestDisk disk;

    @AfterEach
    void close() {
        if (disk != null) {
            disk.close();
        }
        assertEquals(0, TestLoops.buffersOut());
    }

    private void open(ProtectionType type) {
        open(type, new RamDevice(DISK_BYTES), BLOCK);
    }

    private void open(ProtectionType type, BlockDevice data, int blockSize) {
        long bytes = ProtectedDevice.informationBytes(data.properties().sizeBytes(), blockSize);
        open(type, data, new RamDevice(bytes), blockSize);
    }

    private void open(ProtectionType type, BlockDevice data, BlockDevice information, int blockSize) {
        LogicalUnitSettings settings =
                LogicalUnitSettings.of(blockSize, "disk-1").withProtection(type).withThin(true);
        disk = new TestDisk(new ProtectedDevice(data, information, blockSize), settings).greeted();
    }

    private static byte[] random(long seed, int bytes) {
        byte[] data = new byte[bytes];
        new Random(seed).nextBytes(data);
        return data;
    }

    private static long information(byte[] data, int block, int application, int reference) {
        return (long) Crc16.of(data, block * BLOCK, BLOCK) << 48
                | (application & 0xFFFFL) << 32
                | reference & 0xFFFF_FFFFL;
    }

    /** The blocks with information of right guards, and reference tags from {@code reference} on. */
    private static byte[] wire(byte[] data, int application, int reference) {
        ByteBuffer out = ByteBuffer.allocate(data.length / BLOCK * (BLOCK + 8));
        for (int i = 0; i < data.length / BLOCK; i++) {
            out.put(data, i * BLOCK, BLOCK).putLong(information(data, i, application, reference + i));
        }
        return out.array();
    }

    private static String cdb(int opcode, int flags, long lba, int blocks) {
        return HexFormat.ofDelimiter(" ")
                .formatHex(ByteBuffer.allocate(16)
                        .put((byte) opcode)
                        .put((byte) flags)
                        .putLong(lba)
                        .putInt(blocks)
                        .array());
    }

    private TaskResult write(int protect, long lba, byte[] data) {
        int stride = protect == 0 ? BLOCK : BLOCK + 8;
        return disk.execute(cdb(0x8A, protect << 5, lba, data.length / stride), data);
    }

    private TaskResult read(int protect, long lba, int blocks) {
        return disk.execute(disk.nexus, 0, cdb(0x88, protect << 5, lba, blocks), 8 << 20, new byte[0], t -> {});
    }

    /** The INFORMATION field of fixed format sense data. */
    private static long addressIn(TaskResult failed) {
        assertEquals(0x80, failed.sense()[0] & 0x80);
        return ByteBuffer.wrap(failed.sense()).getInt(3);
    }

    private long storedInformation(long lba) {
        return ByteBuffer.wrap(read(3, lba, 1).good().dataIn()).getLong(BLOCK);
    }

    @Test
    void shouldComputeThePublishedGuards() {
        assertEquals(0xD0DB, Crc16.of("123456789".getBytes(StandardCharsets.US_ASCII), 0, 9));
        assertEquals(0x0000, Crc16.of(new byte[32], 0, 32));
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xFF);
        assertEquals(0xA293, Crc16.of(ones, 0, 32));
        byte[] rising = new byte[32];
        byte[] two = new byte[32];
        two[0] = (byte) 0xFF;
        two[1] = (byte) 0xFF;
        for (int i = 0; i < 32; i++) {
            rising[i] = (byte) i;
        }
        assertEquals(0x0224, Crc16.of(rising, 0, 32));
        assertEquals(0x21B8, Crc16.of(two, 0, 32));
    }

    @Test
    void shouldReturnWhatWasStoredForEveryProtectValueOfType1() {
        open(ProtectionType.TYPE_1);
        byte[] data = random(1, 3 * BLOCK);
        byte[] wire = wire(data, 0x1234, 70);
        for (int protect = 1; protect <= 5; protect++) {
            write(0, 70, new byte[3 * BLOCK]).good();
            write(protect, 70, wire).good();
            assertArrayEquals(data, read(0, 70, 3).good().dataIn());
            for (int wanted = 1; wanted <= 5; wanted++) {
                assertArrayEquals(wire, read(wanted, 70, 3).good().dataIn());
            }
        }
        for (int reserved = 6; reserved <= 7; reserved++) {
            write(reserved, 70, wire).failed(5, 0x2400);
            read(reserved, 70, 3).failed(5, 0x2400);
            disk.execute(cdb(0x8F, reserved << 5, 70, 3)).failed(5, 0x2400);
        }
    }

    @Test
    void shouldGenerateInformationForBlocksThatComeWithout() {
        byte[] data = random(2, 2 * BLOCK);
        open(ProtectionType.TYPE_1);
        write(0, 5, data).good();
        assertArrayEquals(wire(data, 0, 5), read(1, 5, 2).good().dataIn());
        disk.close();
        open(ProtectionType.TYPE_3);
        write(0, 5, data).good();
        assertEquals(information(data, 1, 0, -1), storedInformation(6));
    }

    @Test
    void shouldRefuseAWriteAndChangeNothingWhenInformationIsWrong() {
        open(ProtectionType.TYPE_1);
        byte[] before = random(3, 4 * BLOCK);
        write(0, 100, before).good();
        byte[] badGuard = wire(random(4, 4 * BLOCK), 0, 100);
        badGuard[2 * 520] ^= 1;
        byte[] badReference = wire(random(5, 4 * BLOCK), 0, 101);
        for (int protect = 1; protect <= 5; protect++) {
            boolean checksGuard = protect != 2 && protect != 3;
            boolean checksReference = protect != 3 && protect != 4;
            if (checksGuard) {
                TaskResult result = write(protect, 100, badGuard);
                result.failed(ABORTED_COMMAND, GUARD);
                assertEquals(102, addressIn(result));
            }
            if (checksReference) {
                TaskResult result = write(protect, 100, badReference);
                result.failed(ABORTED_COMMAND, REFERENCE_TAG);
                assertEquals(100, addressIn(result));
            }
            assertArrayEquals(wire(before, 0, 100), read(1, 100, 4).good().dataIn());
        }
    }

    @Test
    void shouldFindBadInformationOnTheMediumAsTheFieldSays() {
        open(ProtectionType.TYPE_1);
        byte[] badGuard = wire(random(6, BLOCK), 0, 9);
        badGuard[BLOCK] ^= 1;
        byte[] badReference = wire(random(7, BLOCK), 0, 9);
        write(3, 9, badGuard).good();
        write(3, 10, badReference).good();
        int[] guardSeen = {0, 1, 4, 5};
        int[] referenceSeen = {0, 1, 2, 5};
        for (int field = 0; field <= 5; field++) {
            expect(read(field, 9, 1), Arrays.binarySearch(guardSeen, field) >= 0, GUARD, 9);
            expect(read(field, 10, 1), Arrays.binarySearch(referenceSeen, field) >= 0, REFERENCE_TAG, 10);
            String verify = cdb(0x8F, field << 5, 9, 1);
            expect(disk.execute(verify), Arrays.binarySearch(guardSeen, field) >= 0, GUARD, 9);
        }
    }

    private static void expect(TaskResult result, boolean fails, int why, long lba) {
        if (fails) {
            result.failed(ABORTED_COMMAND, why);
            assertEquals(lba, addressIn(result));
        } else {
            result.good();
        }
    }

    @Test
    void shouldLeaveReferenceTagsOfType3Alone() {
        open(ProtectionType.TYPE_3);
        byte[] wire = wire(random(8, 2 * BLOCK), 7, 0x55555555);
        write(1, 20, wire).good();
        assertArrayEquals(wire, read(1, 20, 2).good().dataIn());
        wire[0] ^= 1;
        write(1, 20, wire).failed(ABORTED_COMMAND, GUARD);
    }

    @Test
    void shouldCheckNothingWhenTheTagsSaySo() {
        byte[] garbage = random(9, BLOCK + 8);
        open(ProtectionType.TYPE_1);
        garbage[BLOCK + 2] = (byte) 0xFF;
        garbage[BLOCK + 3] = (byte) 0xFF;
        write(1, 3, garbage).good();
        assertArrayEquals(garbage, read(1, 3, 1).good().dataIn());
        disk.close();
        open(ProtectionType.TYPE_3);
        write(1, 3, garbage).failed(ABORTED_COMMAND, GUARD);
        Arrays.fill(garbage, BLOCK + 4, BLOCK + 8, (byte) 0xFF);
        write(1, 3, garbage).good();
        assertArrayEquals(garbage, read(1, 3, 1).good().dataIn());
    }

    @Test
    void shouldForgetInformationWhenBlocksAreUnmappedOrErased() {
        open(ProtectionType.TYPE_1);
        assertEquals(UNCHECKED, storedInformation(0));
        byte[] data = random(10, 300 * BLOCK);
        write(0, 10, data).good();
        // 60 blocks before a boundary of 64, whole sectors, and some behind.
        disk.execute(
                        "42 00 00 00 00 00 00 00 18 00",
                        HexFormat.of().parseHex("0016001000000000" + "0000000000000014" + "00000100" + "00000000"))
                .good();
        byte[] expected = wire(data, 0, 10);
        for (int i = 10; i < 266; i++) {
            Arrays.fill(expected, i * 520, i * 520 + BLOCK, (byte) 0);
            Arrays.fill(expected, i * 520 + BLOCK, (i + 1) * 520, (byte) 0xFF);
        }
        assertArrayEquals(expected, read(1, 10, 300).good().dataIn());
        disk.execute("04 80 00 00 00 00").good();
        assertEquals(UNCHECKED, storedInformation(10));
        write(0, 10, data).good();
        disk.execute("48 02 00 00 00 00 00 00 00 00").good();
        assertEquals(UNCHECKED, storedInformation(10));
        read(1, 0, 400).good();
    }

    @Test
    void shouldTakeOnlyItsOwnTypeWhenItIsFormatted() {
        open(ProtectionType.TYPE_1);
        disk.execute("04 00 00 00 00 00").failed(5, 0x2400);
        disk.execute("04 C0 00 00 00 00").failed(5, 0x2400);
        disk.execute("04 90 00 00 00 00", new byte[4]).good();
        disk.close();
        open(ProtectionType.TYPE_3);
        disk.execute("04 C0 00 00 00 00").failed(5, 0x2400);
        disk.execute("04 D0 00 00 00 00", new byte[4]).failed(5, 0x2600);
        disk.execute("04 D0 00 00 00 00", new byte[] {1, 0, 0, 0}).good();
    }

    @Test
    void shouldWriteTheSameBlockWithCountedReferenceTags() {
        open(ProtectionType.TYPE_1);
        byte[] block = random(11, BLOCK);
        disk.execute(cdb(0x93, 0x20, 50, 700), wire(block, 3, 50)).good();
        for (int lba : new int[] {50, 51, 600, 749}) {
            assertArrayEquals(wire(block, 3, lba), read(1, lba, 1).good().dataIn());
        }
        disk.execute(cdb(0x93, 0x20, 50, 2), wire(block, 3, 51)).failed(ABORTED_COMMAND, REFERENCE_TAG);
        disk.execute(cdb(0x93, 0x00, 50, 2), block).good();
        assertEquals(information(block, 0, 0, 51), storedInformation(51));
        disk.execute(cdb(0x93, 0x08, 50, 2), new byte[BLOCK]).good();
        assertEquals(UNCHECKED, storedInformation(51));
        disk.execute(cdb(0x93, 0x01, 52, 2)).good();
        assertEquals(UNCHECKED, storedInformation(52));
        disk.execute(cdb(0x93, 0xC0, 52, 2), wire(block, 3, 52)).failed(5, 0x2400);
    }

    @Test
    void shouldCompareInformationWhenVerifyHasIt() {
        open(ProtectionType.TYPE_1);
        byte[] data = random(12, 2 * BLOCK);
        byte[] wire = wire(data, 4, 30);
        write(1, 30, wire).good();
        disk.execute(cdb(0x8F, 0x22, 30, 2), wire).good();
        disk.execute(cdb(0x8F, 0x02, 30, 2), data).good();
        disk.execute(cdb(0x8F, 0x22, 30, 2), wire(data, 5, 30)).failed(MISCOMPARE, APPLICATION_TAG);
        disk.execute(cdb(0x8F, 0x62, 30, 2), wire(data, 4, 31)).failed(MISCOMPARE, REFERENCE_TAG);
        disk.execute(cdb(0x8F, 0x02, 30, 2), random(13, 2 * BLOCK)).failed(MISCOMPARE, 0x1D00);
        write(0, 40, new byte[3 * BLOCK]).good();
        disk.execute(cdb(0x8F, 0x06, 40, 3), new byte[BLOCK]).good();
        disk.execute(cdb(0x8F, 0x26, 40, 3), wire(new byte[BLOCK], 0, 40)).good();
    }

    @Test
    void shouldKeepInformationTrueWhenBlocksAreCombined() {
        open(ProtectionType.TYPE_1);
        byte[] old = random(14, BLOCK);
        byte[] next = random(15, BLOCK);
        write(0, 8, old).good();
        byte[] both = Arrays.copyOf(old, 2 * BLOCK);
        System.arraycopy(next, 0, both, BLOCK, BLOCK);
        String compareAndWrite = "89 00 00 00 00 00 00 00 00 08 00 00 00 01 00 00";
        disk.execute(compareAndWrite, both).good();
        assertArrayEquals(wire(next, 0, 8), read(1, 8, 1).good().dataIn());
        disk.execute(compareAndWrite, both).failed(MISCOMPARE, 0x1D00);
        disk.execute(cdb(0x8B, 0, 8, 1), old).good();
        byte[] or = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            or[i] = (byte) (old[i] | next[i]);
        }
        assertArrayEquals(wire(or, 0, 8), read(1, 8, 1).good().dataIn());
        byte[] verified = wire(random(16, 2 * BLOCK), 1, 8);
        disk.execute(cdb(0x8E, 0x22, 8, 2), verified).good();
        disk.execute(cdb(0x8E, 0x20, 8, 2), verified).good();
        assertArrayEquals(verified, read(1, 8, 2).good().dataIn());
        disk.execute("9C 00 00 00 00 00 00 00 00 08 00 00 00 01 00 00", old).failed(5, 0x2000);
    }

    @Test
    void shouldSayWhatItDoes() {
        open(ProtectionType.TYPE_1);
        assertEquals(1, disk.execute("12 00 00 00 60 00").good().dataIn()[5] & 1);
        assertEquals(0x05, disk.execute("12 01 86 00 40 00").good().dataIn()[4] & 0x3F);
        String capacity = "9E 10 00 00 00 00 00 00 00 00 00 00 00 20 00 00";
        assertEquals(0x01, disk.execute(capacity).good().dataIn()[12]);
        String readUsage = "A3 0C 01 28 00 00 00 00 00 FF 00 00";
        assertEquals(0xFA, disk.execute(readUsage).good().dataIn()[5] & 0xFF);
        disk.close();
        open(ProtectionType.TYPE_3);
        assertEquals(0x24, disk.execute("12 01 86 00 40 00").good().dataIn()[4] & 0x3F);
        assertEquals(0x05, disk.execute(capacity).good().dataIn()[12]);
        disk.close();
        disk = new TestDisk(new RamDevice(DISK_BYTES), LogicalUnitSettings.of(BLOCK, "disk-1")).greeted();
        assertEquals(0, disk.execute("12 00 00 00 60 00").good().dataIn()[5] & 1);
        assertEquals(0x1A, disk.execute(readUsage).good().dataIn()[5] & 0xFF);
        read(1, 0, 1).failed(5, 0x2400);
    }

    @Test
    void shouldKeepNothingOnANullDisk() {
        BlockDevice information = new NullDevice(ProtectedDevice.informationBytes(DISK_BYTES, BLOCK), "null-1");
        open(ProtectionType.TYPE_1, new NullDevice(DISK_BYTES, "null-0"), information, BLOCK);
        byte[] wire = wire(random(17, BLOCK), 0, 3);
        write(1, 3, wire).good();
        wire[0] ^= 1;
        write(1, 3, wire).failed(ABORTED_COMMAND, GUARD);
        assertEquals(UNCHECKED, storedInformation(3));
    }

    @Test
    void shouldKeepInformationInAFileWhenItIsOpenedAgain() throws Exception {
        byte[] wire = wire(random(18, 600 * BLOCK), 9, 1000);
        for (boolean again : new boolean[] {false, true}) {
            BlockDevice data =
                    Devices.open(DeviceSpec.Disk.of(folder.resolve("disk.img")).withCreateBytes(DISK_BYTES));
            BlockDevice information = Devices.open(DeviceSpec.Disk.of(folder.resolve("disk.img.pi"))
                    .withCreateBytes(ProtectedDevice.informationBytes(DISK_BYTES, BLOCK)));
            open(ProtectionType.TYPE_1, data, information, BLOCK);
            if (!again) {
                disk.execute(cdb(0x8A, 0x28, 1000, 600), wire).good();
                disk.execute("35 00 00 00 00 00 00 00 00 00").good();
            }
            assertArrayEquals(wire, read(1, 1000, 600).good().dataIn());
            assertEquals(UNCHECKED, storedInformation(999));
            disk.close();
            disk = null;
        }
    }

    @Test
    void shouldProtectLargeBlocksAndLongTransfers() {
        open(ProtectionType.TYPE_1, new RamDevice(DISK_BYTES), 4096);
        byte[] data = random(19, 300 * 4096);
        disk.execute(cdb(0x8A, 0, 7, 300), data).good();
        TaskResult read = disk.execute(disk.nexus, 0, cdb(0x88, 0x20, 7, 300), 8 << 20, new byte[0], t -> {});
        byte[] seen = read.good().dataIn();
        assertEquals(300 * 4104, seen.length);
        for (int i = 0; i < 300; i++) {
            assertTrue(Arrays.equals(data, i * 4096, (i + 1) * 4096, seen, i * 4104, i * 4104 + 4096));
            long guard = Crc16.of(data, i * 4096, 4096);
            assertEquals(guard << 48 | 7 + i, ByteBuffer.wrap(seen).getLong(i * 4104 + 4096));
        }
    }

    @Test
    void shouldNeverShowNewDataWithOldInformation() {
        open(ProtectionType.TYPE_1);
        write(0, 30, new byte[600 * BLOCK]).good();
        for (int round = 0; round < 50; round++) {
            byte[] data = random(round, 600 * BLOCK);
            TestTransport one = disk.start(disk.nexus, 0, cdb(0x8A, 0, 30, 600), 0, data, t -> {});
            TestTransport two = disk.start(
                    disk.other, 0, cdb(0x8A, 0x20, 61, 7), 0, wire(random(-round, 7 * BLOCK), 0, 61), t -> {});
            TestTransport three = disk.start(disk.other, 0, cdb(0x88, 0x20, 0, 700), 8 << 20, new byte[0], t -> {});
            TestTransport four = disk.start(disk.nexus, 0, cdb(0x88, 0, 0, 700), 8 << 20, new byte[0], t -> {});
            TestLoops.await(one.ended).good();
            TestLoops.await(two.ended).good();
            TestLoops.await(three.ended).good();
            TestLoops.await(four.ended).good();
        }
    }

    @Test
    void shouldMakeInformationAnewWhenBlocksAreCopied() {
        open(ProtectionType.TYPE_1);
        byte[] data = random(20, 1000 * BLOCK);
        write(0, 10, data).good();
        byte[] list = ByteBuffer.allocate(16 + 32 + 28)
                .putShort((short) 0x0100)
                .putShort((short) 32)
                .putInt(0)
                .putInt(28)
                .putInt(0)
                .putInt(0xE4000000)
                .putInt(0x01030008)
                .put(disk.unit.names().naaBytes())
                .position(48)
                .putInt(0x02000018)
                .putInt(0)
                .putInt(1000)
                .putLong(10)
                .putLong(2001)
                .array();
        disk.execute("83 00 00 00 00 00 00 00 00 00 00 00 00 4C 00 00", list).good();
        assertArrayEquals(wire(data, 0, 2001), read(1, 2001, 1000).good().dataIn());
    }

    @Test
    void shouldAgreeWithAModelWhenIoIsRandom() {
        long seed = Seed.of("ProtectionTest");
        Random random = new Random(seed);
        open(ProtectionType.TYPE_1);
        int blocks = 1000;
        byte[] data = new byte[blocks * BLOCK];
        long[] information = new long[blocks];
        Arrays.fill(information, UNCHECKED);
        for (int round = 0; round < 300; round++) {
            int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 600 : 20);
            int lba = random.nextInt(blocks - count + 1);
            byte[] some = random(random.nextLong(), count * BLOCK);
            int application = random.nextInt(0x10000);
            boolean with = random.nextBoolean();
            switch (random.nextInt(4)) {
                case 0 -> {
                    disk.execute(cdb(0x93, 0x09, lba, count)).good();
                    Arrays.fill(some, (byte) 0);
                    Arrays.fill(information, lba, lba + count, UNCHECKED);
                }
                case 1 -> {
                    byte[] block = Arrays.copyOf(some, BLOCK);
                    disk.execute(cdb(0x93, with ? 0x20 : 0, lba, count), with ? wire(block, application, lba) : block)
                            .good();
                    for (int i = 0; i < count; i++) {
                        System.arraycopy(block, 0, some, i * BLOCK, BLOCK);
                        information[lba + i] = information(some, i, with ? application : 0, lba + i);
                    }
                }
                default -> {
                    write(with ? 1 : 0, lba, with ? wire(some, application, lba) : some)
                            .good();
                    for (int i = 0; i < count; i++) {
                        information[lba + i] = information(some, i, with ? application : 0, lba + i);
                    }
                }
            }
            System.arraycopy(some, 0, data, lba * BLOCK, count * BLOCK);
            int length = 1 + random.nextInt(blocks);
            int from = random.nextInt(blocks - length + 1);
            ByteBuffer expected = ByteBuffer.allocate(length * 520);
            for (int i = from; i < from + length; i++) {
                expected.put(data, i * BLOCK, BLOCK).putLong(information[i]);
            }
            assertArrayEquals(expected.array(), read(1, from, length).good().dataIn(), "seed " + seed);
        }
    }
}
