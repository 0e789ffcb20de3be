package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.disk.Disks;
import dev.sluice.scsi.optical.OpticalDrives;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.NexusListener;
import dev.sluice.testing.Seed;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EXTENDED COPY and what tells about it: a disk with blocks of 512 at LUN 0, one with blocks of 4,096 at LUN 1. */
class CopyTest {
    private static final String ONE_BLOCK = "28 00 00 00 00 00 00 00 01 00";
    private static final int SIZE = 4 << 20;

    private GatedDevice device;
    private TestDisk disk;
    private RamDevice secondDevice;
    private LogicalUnit second;

    @BeforeEach
    void open() {
        device = new GatedDevice(new RamDevice(SIZE));
        disk = new TestDisk(device, LogicalUnitSettings.of(512, "first"));
        secondDevice = new RamDevice(SIZE);
        second = Disks.unit(LogicalUnitSettings.of(4096, "second"), secondDevice, ChannelOpener.INLINE);
        disk.target.map(1, second);
        disk.greeted();
        for (int i = 0; i < 2; i++) {
            disk.execute(disk.nexus, 1L << 48, "00 00 00 00 00 00", 0, new byte[0], transport -> {});
            disk.execute("00 00 00 00 00 00");
        }
        byte[] data = new byte[SIZE];
        new SplittableRandom(1).nextBytes(data);
        for (int at = 0; at < SIZE; at += SIZE / 4) {
            int lba = at / 512;
            disk.execute(
                            "2A 00 00 00 %02X %02X 00 08 00 00".formatted(lba >> 8, lba & 0xFF),
                            Arrays.copyOfRange(data, at, at + SIZE / 4))
                    .good();
        }
    }

    @AfterEach
    void close() {
        disk.target.map(1, null);
        TestLoops.run(disk.nexus.loop(), () -> {});
        TestLoops.run(disk.other.loop(), () -> {});
        TestLoops.await(second.close());
        secondDevice.close();
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private byte[] read(long lun, int offset, int length) {
        int blockSize = lun == 0 ? 512 : 4096;
        String cdb = "28 00 00 00 %02X %02X 00 %02X %02X 00"
                .formatted(
                        offset / blockSize >> 8,
                        offset / blockSize & 0xFF,
                        length / blockSize >> 8,
                        length / blockSize & 0xFF);
        return disk.execute(disk.nexus, lun, cdb, length, new byte[0], transport -> {})
                .good()
                .dataIn();
    }

    private static byte[] cscd(LogicalUnit unit) {
        return ByteBuffer.allocate(32)
                .put((byte) 0xE4)
                .put(new byte[3])
                .put((byte) 1)
                .put((byte) 3)
                .put((byte) 0)
                .put((byte) unit.names().naaBytes().length)
                .put(unit.names().naaBytes())
                .array();
    }

    private static byte[] blocks(int flags, int source, int destination, int count, long from, long to) {
        return ByteBuffer.allocate(28)
                .put((byte) 2)
                .put((byte) flags)
                .putShort((short) 24)
                .putShort((short) source)
                .putShort((short) destination)
                .putShort((short) 0)
                .putShort((short) count)
                .putLong(from)
                .putLong(to)
                .array();
    }

    private static byte[] bytes(int source, int destination, int count, long from, int fromByte, long to, int toByte) {
        return ByteBuffer.allocate(32)
                .put((byte) 0x0A)
                .put((byte) 0)
                .putShort((short) 28)
                .putShort((short) source)
                .putShort((short) destination)
                .putInt(count)
                .putLong(from)
                .putLong(to)
                .putShort((short) fromByte)
                .putShort((short) toByte)
                .array();
    }

    private byte[] list(int listId, byte[]... segments) {
        int length = Arrays.stream(segments).mapToInt(segment -> segment.length).sum();
        ByteBuffer list = ByteBuffer.allocate(16 + 64 + length)
                .put((byte) listId)
                .put((byte) 0)
                .putShort((short) 64)
                .putInt(0)
                .putInt(length)
                .putInt(0)
                .put(cscd(disk.unit))
                .put(cscd(second));
        for (byte[] segment : segments) {
            list.put(segment);
        }
        return list.array();
    }

    private TaskResult copy(byte[] list) {
        return disk.execute(cdb(list.length), list);
    }

    private static String cdb(int length) {
        return "83 00 00 00 00 00 00 00 00 00 00 00 %02X %02X 00 00".formatted(length >> 8, length & 0xFF);
    }

    @Test
    void shouldCopyBetweenDisksOfDifferentBlocks() {
        copy(list(1, blocks(0, 0, 1, 4000, 8, 1), blocks(2, 1, 0, 1024, 9, 6144)))
                .good();
        assertArrayEquals(read(0, 8 * 512, 4000 * 512), read(1L << 48, 4096, 4000 * 512));
        assertArrayEquals(read(1L << 48, 9 * 4096, 1024 * 512), read(0, 6144 * 512, 1024 * 512));
        assertEquals("00000008" + "01" + "0002" + "01" + "%08x".formatted((4000 + 1024) / 2), status(1));
    }

    /** Each read of the copy comes in pieces that are shorter than a buffer. */
    @Test
    void shouldCopyTheDataOfSeveralPiecesWhenTheDiskIsShared() {
        ItNexus beside = TestLoops.on(
                TestLoops.first(), () -> disk.target.attach("initiator,i,3", TestLoops.first(), NexusListener.NONE));
        disk.execute(beside, "00 00 00 00 00 00");
        byte[] list = list(1, blocks(0, 0, 0, 2048, 0, 2048), blocks(0, 0, 1, 1024, 64, 64));
        TestTransport copy = TestLoops.on(TestLoops.first(), () -> {
            disk.startHere(beside, ONE_BLOCK, new byte[0]);
            disk.startHere(disk.nexus, ONE_BLOCK, new byte[0]);
            return disk.startHere(disk.nexus, cdb(list.length), list);
        });
        TestLoops.await(copy.ended).good();
        assertArrayEquals(read(0, 0, 1 << 20), read(0, 1 << 20, 1 << 20));
        assertArrayEquals(read(0, 64 * 512, 1 << 19), read(1L << 48, 64 * 4096, 1 << 19));
        TestLoops.run(TestLoops.first(), () -> disk.target.detach(beside));
    }

    private String status(int listId) {
        return disk.execute("84 00 %02X 00 00 00 00 00 00 00 00 00 00 FF 00 00".formatted(listId))
                .good()
                .hex();
    }

    @Test
    void shouldCopyByBytes() {
        copy(list(1, bytes(0, 1, 8192, 3, 512 * 5, 2, 4096))).good();
        assertArrayEquals(read(0, 8 * 512, 8192), read(1L << 48, 3 * 4096, 8192));
        copy(list(1, bytes(0, 1, 8192, 3, 100, 2, 0))).failed(0xA, 0x260A);
        copy(list(1, bytes(0, 1, 512, 3, 0, 2, 0))).failed(0xA, 0x260A);
    }

    /** From the first block on, so a stretch can be moved down over itself. */
    @Test
    void shouldCopyWithinADisk() {
        byte[] before = read(0, 0, 2 << 20);
        copy(list(1, blocks(0, 0, 0, 2048, 0, 2048))).good();
        assertArrayEquals(Arrays.copyOf(before, 1 << 20), read(0, 1 << 20, 1 << 20));
        byte[] now = read(0, 0, 2 << 20);
        copy(list(2, blocks(0, 0, 0, 2048, 1024, 0))).good();
        assertArrayEquals(Arrays.copyOfRange(now, 512 << 10, (512 << 10) + (1 << 20)), read(0, 0, 1 << 20));
    }

    /** Of the parameter list: the form with list identifiers of four bytes, and the unit itself by FFFFh. */
    @Test
    void shouldTakeTheLongForm() {
        byte[] segment = blocks(0, 0xFFFF, 0xFFFF, 16, 0, 100);
        byte[] list = ByteBuffer.allocate(48 + segment.length)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) 0x20)
                .position(20)
                .putInt(0x12345678)
                .position(42)
                .putShort((short) 0)
                .putShort((short) segment.length)
                .putShort((short) 0)
                .put(segment)
                .array();
        disk.execute("83 01" + cdb(list.length).substring(5), list).good();
        assertArrayEquals(read(0, 0, 16 * 512), read(0, 100 * 512, 16 * 512));
        String status = disk.execute("84 05 12 34 56 78 00 00 00 00 00 00 00 FF 00 00")
                .good()
                .hex();
        assertEquals("0000001c" + "01" + "01", status.substring(0, 12));
    }

    @Test
    void shouldTellWhatItTakes() {
        String parameters = disk.execute("84 03 00 00 00 00 00 00 00 00 00 00 00 FF 00 00")
                .good()
                .hex();
        assertEquals("0000002b" + "01000000" + "00100080" + "00002000" + "10000000", parameters.substring(0, 40));
        assertTrue(parameters.endsWith("03" + "020ae4"), parameters);
        String page = disk.execute("12 01 8F 02 00 00").good().hex();
        assertTrue(page.startsWith("008f01"), page);
        assertTrue(page.contains("0001" + "0010" + "0e" + "8305" + "000110111c" + "8405" + "0003040507"), page);
        assertTrue(
                page.contains(
                        "0108" + "0084" + "0000" + "0080" + "00800001" + "03" + "00".repeat(59) + "ffff0001" + "02"),
                page);
    }

    /** The error, and the sense data for it. */
    @ParameterizedTest
    @CsvSource({
        "0, e0, 5, 2607",
        "16, ff, 5, 1A00",
        "2, ff, 5, 1A00",
        "8, 01, 5, 1A00",
        "15, 01, 5, 260B",
        "80, 03, 5, 2609",
        "83, 17, 5, 1A00",
        "85, 02, A, 0804",
        "87, 05, A, 0804",
        "92, 7f, A, 0000",
        "100, 7f, A, 0000"
    })
    void shouldSayWhatIsWrongWithTheList(int at, String value, String key, String additional) {
        byte[] list = list(1, blocks(0, 0, 1, 8, 0, 0));
        int where = at == 0 ? 16 : at == 16 ? 3 : at;
        list[where] = (byte) Integer.parseInt(value, 16);
        copy(list).failed(Integer.parseInt(key, 16), Integer.parseInt(additional, 16));
    }

    /** Blocks of another length, of another type of device, or by another kind of name, would be others than are meant. */
    @ParameterizedTest
    @CsvSource({
        // of the first CSCD descriptor: at, value, sense key, additional sense
        "29, 00 10 00, 5, 2600",
        "29, 00 02 08, 5, 2600",
        "29, 01 02 00, 5, 2600",
        "1, 01, A, 0D03",
        "1, 05, A, 0D03",
        "4, 02, A, 0804",
        "5, 13, A, 0804",
        "7, 15, 5, 2600",
        "7, ff, 5, 2600",
    })
    void shouldRefuseADescriptorThatDoesNotFitTheDisk(int at, String value, String key, String additional) {
        byte[] before = read(1L << 48, 0, 8192);
        byte[] list = list(1, blocks(0, 0, 1, 16, 0, 0));
        byte[] bytes = CommandSample.hex(value);
        System.arraycopy(bytes, 0, list, 16 + at, bytes.length);
        TaskResult result = copy(list).failed(Integer.parseInt(key, 16), Integer.parseInt(additional, 16));
        if (additional.equals("2600")) {
            assertEquals(16 + at, Cdb.u16(result.sense(), 16), "the field that is wrong");
        }
        assertArrayEquals(before, read(1L << 48, 0, 8192));
    }

    @Test
    void shouldTakeADescriptorThatTellsTheLengthOfABlock() {
        byte[] list = list(1, blocks(0, 0, 1, 16, 0, 0));
        list[16 + 30] = 0x02;
        list[48 + 30] = 0x10;
        copy(list).good();
        assertArrayEquals(read(0, 0, 8192), read(1L << 48, 0, 8192));
    }

    @Test
    void shouldBoundWhatAListHolds() {
        byte[][] segments = new byte[129][];
        Arrays.fill(segments, blocks(0, 0, 1, 8, 0, 0));
        copy(list(1, segments)).failed(5, 0x2608);
        segments = new byte[400][];
        Arrays.fill(segments, blocks(0, 0, 1, 8, 0, 0));
        copy(list(1, segments)).failed(5, 0x1A00);
        disk.execute(cdb(0), new byte[0]).good();
        disk.execute(cdb(15), new byte[15]).failed(5, 0x1A00);
        byte[] many = new byte[16 + 17 * 32];
        many[2] = (byte) (17 * 32 >> 8);
        many[3] = (byte) (17 * 32);
        copy(many).failed(5, 0x2606);
    }

    @Test
    void shouldFailWhenADiskDoes() {
        device.fail();
        copy(list(7, blocks(0, 0, 1, 800, 0, 0))).failed(0xA, 0x0D01);
        device.release();
        assertEquals("02", status(7).substring(8, 10));
        byte[] details = disk.execute("84 04 07 00 00 00 00 00 00 00 00 00 00 FF 00 00")
                .good()
                .dataIn();
        assertEquals("02000012" + "7000" + "0a", java.util.HexFormat.of().formatHex(details, 56, 63));
        disk.execute("84 00 08 00 00 00 00 00 00 00 00 00 00 FF 00 00").failed(5, 0x2400);
    }

    @Test
    void shouldFailWhenTheSourceHasNoSuchCommand() {
        RamDevice disc = new RamDevice(1 << 20);
        LogicalUnit drive = OpticalDrives.unit(LogicalUnitSettings.ofDrive("drive"), disc, ChannelOpener.INLINE);
        disk.target.map(2, drive);
        byte[] list = list(7, blocks(0, 1, 0, 8, 0, 0));
        System.arraycopy(cscd(drive), 0, list, 48, 32);
        disk.execute("00 00 00 00 00 00");
        copy(list).failed(0xA, 0x0D01);
        disk.target.map(2, null);
        TestLoops.await(drive.close());
    }

    /** The copy manager may not do what the initiator may not. */
    @Test
    void shouldKeepOutOfWhatAnotherHasReserved() {
        byte[] list = new byte[24];
        list[15] = 1;
        long lun = 1L << 48;
        for (int i = 0; i < 2; i++) {
            disk.execute(disk.other, lun, "00 00 00 00 00 00", 0, new byte[0], transport -> {});
            disk.execute(disk.other, "00 00 00 00 00 00");
        }
        disk.execute(disk.other, lun, "5F 00 00 00 00 00 00 00 18 00", 0, list, transport -> {})
                .good();
        list[7] = 1;
        disk.execute(disk.other, lun, "5F 01 01 00 00 00 00 00 18 00", 0, list, transport -> {})
                .good();
        copy(list(1, blocks(0, 0, 1, 8, 0, 0))).failed(0xA, 0x0D01);
        copy(list(1, blocks(0, 1, 0, 8, 0, 0))).good();
        disk.execute(disk.other, "00 00 00 00 00 00").good();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldStopWhenItIsToldTo(boolean byTask) {
        device.hold();
        byte[] list = list(9, blocks(0, 0, 1, 4096, 0, 0));
        TestTransport task = disk.start(
                disk.nexus,
                0,
                java.util.HexFormat.ofDelimiter(" ").parseHex(cdb(list.length)),
                0,
                list,
                transport -> {});
        device.awaitHeld(4);
        copy(list(9, blocks(0, 0, 1, 8, 0, 0))).failed(5, 0x0016);
        assertEquals("00", status(9).substring(8, 10));
        if (byTask) {
            TestLoops.run(disk.nexus.loop(), () -> task.task.abort());
        } else {
            disk.execute("83 1C 00 00 00 09 00 00 00 00 00 00 00 00 00 00").good();
        }
        device.release();
        TaskResult result = TestLoops.await(task.ended);
        if (byTask) {
            assertTrue(result.aborted());
        } else {
            result.failed(0xA, 0x0000);
        }
        assertEquals("02", status(9).substring(8, 10));
        disk.execute("83 1C 00 00 00 09 00 00 00 00 00 00 00 00 00 00").failed(5, 0x2400);
    }

    @Test
    void shouldTakeAnyListWithoutHarm() {
        long seed = Seed.of("copy list fuzz");
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3000; i++) {
            byte[] list = list(random.nextInt(4), blocks(0, 0, 1, 8, 0, 0), bytes(1, 0, 4096, 0, 0, 9, 0));
            for (int j = random.nextInt(5); j > 0; j--) {
                list[random.nextInt(list.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(3) == 0 ? random.nextInt(list.length) : list.length;
            TaskResult result = copy(Arrays.copyOf(list, length));
            assertTrue(
                    result.status() == ScsiStatus.GOOD || result.status() == ScsiStatus.CHECK_CONDITION,
                    result.toString());
        }
    }
}
