package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.disk.Disks;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.taskset.TaskScope;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.testing.Seed;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies by tokens: a thin disk with blocks of 512 at LUN 0, one with blocks of 4,096 at LUN 1. */
class TokenTest {
    private static final int SIZE = 4 << 20;
    private static final long SECOND = 1L << 48;

    private GatedDevice device;
    private TestDisk disk;
    private GatedDevice secondDevice;
    private LogicalUnit second;

    @BeforeEach
    void open() {
        device = new GatedDevice(new RamDevice(SIZE));
        disk = new TestDisk(device, LogicalUnitSettings.of(512, "first").withThin(true));
        secondDevice = new GatedDevice(new RamDevice(SIZE));
        second = Disks.unit(LogicalUnitSettings.of(4096, "second"), secondDevice, ChannelOpener.INLINE);
        disk.target.map(1, second);
        disk.greeted();
        for (ItNexus nexus : new ItNexus[] {disk.nexus, disk.other}) {
            for (int i = 0; i < 2; i++) {
                execute(nexus, SECOND, "00 00 00 00 00 00", new byte[0]);
                execute(nexus, 0, "00 00 00 00 00 00", new byte[0]);
            }
        }
        byte[] data = new byte[SIZE / 4];
        SplittableRandom random = new SplittableRandom(1);
        for (int lba = 0; lba < SIZE / 512; lba += data.length / 512) {
            random.nextBytes(data);
            disk.execute("2A 00 00 00 %02X %02X 00 08 00 00".formatted(lba >> 8, lba & 0xFF), data)
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

    private TaskResult execute(ItNexus from, long lun, String cdb, byte[] dataOut) {
        return disk.execute(from, lun, cdb, dataOut.length > 0 ? 0 : 1 << 20, dataOut, transport -> {});
    }

    private byte[] read(long lun, int offset, int length) {
        int size = lun == 0 ? 512 : 4096;
        int lba = offset / size;
        int count = length / size;
        return execute(
                        disk.nexus,
                        lun,
                        "28 00 00 00 %02X %02X 00 %02X %02X 00"
                                .formatted(lba >> 8, lba & 0xFF, count >> 8, count & 0xFF),
                        new byte[0])
                .good()
                .dataIn();
    }

    /** Ranges as pairs of the first block and their number. */
    private static byte[] ranges(long... pairs) {
        ByteBuffer list = ByteBuffer.allocate(pairs.length * 8);
        for (int i = 0; i < pairs.length; i += 2) {
            list.putLong(pairs[i]).putInt((int) pairs[i + 1]).putInt(0);
        }
        return list.array();
    }

    private static byte[] populateList(int flags, int timeout, int type, byte[] ranges) {
        return ByteBuffer.allocate(16 + ranges.length)
                .putShort((short) (14 + ranges.length))
                .put((byte) flags)
                .put((byte) 0)
                .putInt(timeout)
                .putInt(type)
                .putShort((short) 0)
                .putShort((short) ranges.length)
                .put(ranges)
                .array();
    }

    private static byte[] writeList(int flags, long offset, byte[] token, byte[] ranges) {
        return ByteBuffer.allocate(536 + ranges.length)
                .putShort((short) (534 + ranges.length))
                .put((byte) flags)
                .put(new byte[5])
                .putLong(offset)
                .put(token)
                .put(new byte[6])
                .putShort((short) ranges.length)
                .put(ranges)
                .array();
    }

    private static String cdb(int action, int listId, int length) {
        return "83 %02X 00 00 00 00 00 00 00 %02X 00 00 %02X %02X 00 00"
                .formatted(action, listId, length >> 8, length & 0xFF);
    }

    private TaskResult populate(int listId, byte[] list) {
        return disk.execute(cdb(0x10, listId, list.length), list);
    }

    private byte[] token(long... pairs) {
        populate(1, populateList(0, 0, 0, ranges(pairs))).good();
        byte[] information = information(disk.nexus, 0, 1);
        int sense = information[13];
        assertEquals(514, ByteBuffer.wrap(information).getInt(32 + sense));
        return Arrays.copyOfRange(information, 38 + sense, 38 + sense + 512);
    }

    private byte[] information(ItNexus nexus, long lun, int listId) {
        return execute(nexus, lun, "84 07 00 00 00 %02X 00 00 00 00 00 00 10 00 00 00".formatted(listId), new byte[0])
                .good()
                .dataIn();
    }

    private TaskResult write(ItNexus nexus, long lun, int listId, byte[] list) {
        return execute(nexus, lun, cdb(0x11, listId, list.length), list);
    }

    private TaskResult write(long lun, byte[] list) {
        return write(disk.nexus, lun, 2, list);
    }

    /** COPY OPERATION STATUS and TRANSFER COUNT. */
    private void assertOutcome(long lun, int listId, int status, long count) {
        byte[] information = information(disk.nexus, lun, listId);
        assertEquals(
                "%x %d".formatted(status, count),
                "%x %d".formatted(information[5], ByteBuffer.wrap(information).getLong(16)));
        assertEquals((byte) 0xF1, information[15]);
        assertEquals(information.length - 4, ByteBuffer.wrap(information).getInt(0));
    }

    @Test
    void shouldWriteWhatATokenRepresents() {
        byte[] token = token(8, 16, 2048, 512);
        assertOutcome(0, 1, 0x01, 528);
        assertEquals("00800001" + "0000" + "01f8", HexFormat.of().formatHex(token, 0, 8));
        assertEquals(528 * 512, ByteBuffer.wrap(token).getLong(56));
        write(SECOND, writeList(0, 0, token, ranges(5, 1, 100, 65))).good();
        assertOutcome(SECOND, 2, 0x01, 66);
        assertArrayEquals(read(0, 8 * 512, 8 * 512), read(SECOND, 5 * 4096, 4096));
        assertArrayEquals(read(0, 16 * 512, 8 * 512), read(SECOND, 100 * 4096, 4096));
        assertArrayEquals(read(0, 2048 * 512, 512 * 512), read(SECOND, 101 * 4096, 64 * 4096));
    }

    @Test
    void shouldBeginWhereTheOffsetSays() {
        byte[] token = token(8, 16, 2048, 512);
        write(SECOND, writeList(0, 1, token, ranges(5, 2))).good();
        assertArrayEquals(read(0, 16 * 512, 4096), read(SECOND, 5 * 4096, 4096));
        assertArrayEquals(read(0, 2048 * 512, 4096), read(SECOND, 6 * 4096, 4096));
        write(SECOND, writeList(0, 66, token, ranges(5, 1))).failed(5, 0x2600);
        write(SECOND, writeList(0, -1, token, ranges(5, 1))).failed(5, 0x2600);
    }

    @Test
    void shouldWriteAsMuchAsThereIs() {
        byte[] token = token(0, 24);
        byte[] before = read(SECOND, 12 * 4096, 4096);
        write(SECOND, writeList(0, 1, token, ranges(10, 100))).good();
        assertOutcome(SECOND, 2, 0x03, 2);
        assertArrayEquals(read(0, 4096, 8192), read(SECOND, 10 * 4096, 8192));
        assertArrayEquals(before, read(SECOND, 12 * 4096, 4096));
    }

    @Test
    void shouldRefuseToSplitBlocks() {
        byte[] token = token(0, 4, 8, 12);
        write(SECOND, writeList(0, 0, token, ranges(0, 2))).failed(5, 0x2600);
        write(0, writeList(0, 0, token, ranges(4000, 16))).good();
        assertArrayEquals(read(0, 0, 4 * 512), read(0, 4000 * 512, 4 * 512));
        assertArrayEquals(read(0, 8 * 512, 12 * 512), read(0, 4004 * 512, 12 * 512));
    }

    /** A nexus that has the token and sees the disk may use it, on any loop. */
    @Test
    void shouldTakeTheTokenOfAnotherInitiator() {
        byte[] token = token(64, 2048);
        write(disk.other, SECOND, 9, writeList(0, 0, token, ranges(0, 256))).good();
        assertArrayEquals(read(0, 64 * 512, 1 << 20), read(SECOND, 0, 1 << 20));
    }

    @Test
    void shouldWriteZeroesByTheirToken() {
        byte[] zeroes = new byte[512];
        ByteBuffer.wrap(zeroes).putInt(0xFFFF0001).putShort(6, (short) 0x01F8);
        write(0, writeList(0, 0, zeroes, ranges(0, 1, 16, 4096))).good();
        assertOutcome(0, 2, 0x01, 4097);
        assertArrayEquals(new byte[512], read(0, 0, 512));
        assertArrayEquals(new byte[1 << 20], read(0, 16 * 512, 1 << 20));
        assertFalse(Arrays.equals(new byte[512], read(0, 512, 512)));
    }

    /** A change of the blocks of a token revokes it, on whichever loop. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2A 00 00 00 00 0B 00 00 01 00",
                "2E 00 00 00 00 08 00 00 01 00",
                "89 00 00 00 00 00 00 00 00 08 00 00 00 01 00 00",
                "8B 00 00 00 00 00 00 00 00 08 00 00 00 01 00 00",
                "9C 00 00 00 00 00 00 00 00 08 00 00 00 01 00 00",
                "41 00 00 00 00 0A 00 00 01 00",
                "93 01 00 00 00 00 00 00 00 00 00 00 00 09 00 00",
                "42 00 00 00 00 00 00 00 18 00",
                "48 01 00 00 00 00 00 00 08 00",
                "04 00 00 00 00 00"
            })
    void shouldRevokeATokenWhoseBlocksChange(String change) {
        byte[] token = token(8, 4, 100, 4);
        write(0, writeList(0, 0, token, ranges(4000, 8))).good();
        byte[] data = new byte[512];
        if (change.startsWith("89")) {
            byte[] block = read(0, 8 * 512, 512);
            data = Arrays.copyOf(block, 1024);
        } else if (change.startsWith("42")) {
            data = ByteBuffer.allocate(24)
                    .putShort((short) 22)
                    .putShort((short) 16)
                    .putInt(0)
                    .putLong(100)
                    .putInt(1)
                    .putInt(0)
                    .array();
        } else if (change.startsWith("48")) {
            data = ByteBuffer.allocate(8).put((byte) 1).putShort(2, (short) 4).array();
        } else if (change.startsWith("93") || change.startsWith("04")) {
            data = new byte[0];
        }
        execute(disk.other, 0, change, data).good();
        write(0, writeList(0, 0, token, ranges(4000, 8))).failed(5, 0x2306);
    }

    @Test
    void shouldKeepATokenWhoseBlocksDoNotChange() {
        byte[] token = token(8, 4, 100, 4);
        disk.execute("2A 00 00 00 00 07 00 00 01 00", new byte[512]).good();
        disk.execute("2A 00 00 00 00 0C 00 00 58 00", new byte[88 * 512]).good();
        disk.execute("2A 00 00 00 00 68 00 00 01 00", new byte[512]).good();
        write(0, writeList(0, 0, token, ranges(4000, 8))).good();
    }

    /** A write that was under way is part of what the token represents. */
    @Test
    void shouldWaitForWritesUnderWay() {
        device.hold();
        byte[] data = new byte[512];
        Arrays.fill(data, (byte) 0x5A);
        TestTransport write = disk.start(disk.other, 0, "2A 00 00 00 00 08 00 00 01 00", 0, data, transport -> {});
        device.awaitHeld(1);
        byte[] list = populateList(1, 0, 0, ranges(8, 4));
        TestTransport populate = disk.start(disk.nexus, 0, cdb(0x10, 1, list.length), 0, list, transport -> {});
        TestLoops.run(disk.nexus.loop(), () -> {});
        TestLoops.run(disk.other.loop(), () -> {});
        TestLoops.run(disk.nexus.loop(), () -> {});
        assertFalse(populate.ended.isDone());
        device.release();
        TestLoops.await(write.ended).good();
        TestLoops.await(populate.ended).good();
        byte[] token = Arrays.copyOfRange(information(disk.nexus, 0, 1), 38, 550);
        write(0, writeList(0, 0, token, ranges(4000, 4))).good();
        assertArrayEquals(data, read(0, 4000 * 512, 512));
    }

    /** Between its ranges, which nobody waits for, and in the second, which is waited for last. */
    @Test
    void shouldWaitForWritesInItsRangesOnly() {
        device.hold();
        TestTransport between =
                disk.start(disk.other, 0, "2A 00 00 00 00 20 00 00 01 00", 0, new byte[512], transport -> {});
        device.awaitHeld(1);
        byte[] list = populateList(0, 0, 0, ranges(8, 4, 64, 4));
        disk.execute(cdb(0x10, 1, list.length), list).good();
        assertOutcome(0, 1, 0x01, 8);
        TestTransport second =
                disk.start(disk.other, 0, "2A 00 00 00 00 40 00 00 01 00", 0, new byte[512], transport -> {});
        device.awaitHeld(2);
        TestTransport populate = disk.start(disk.nexus, 0, cdb(0x10, 2, list.length), 0, list, transport -> {});
        for (int i = 0; i < 4; i++) {
            TestLoops.run(disk.other.loop(), () -> {});
            TestLoops.run(disk.nexus.loop(), () -> {});
        }
        assertFalse(populate.ended.isDone());
        disk.execute("83 1C 00 00 00 02 00 00 00 00 00 00 00 00 00 00").good();
        TestLoops.await(populate.ended).failed(0xA, 0x0000);
        assertOutcome(0, 2, 0x60, 0);
        device.release();
        TestLoops.await(between.ended).good();
        TestLoops.await(second.ended).good();
    }

    @Test
    void shouldMakeATokenOfNothing() {
        byte[] token = token(8, 0, 16, 0);
        assertOutcome(0, 1, 0x01, 0);
        write(0, writeList(0, 0, token, ranges(4000, 4))).failed(5, 0x2600);
    }

    /** Data read before the change may be written, but nothing else. */
    @Test
    void shouldStopWhenTheSourceChangesMeanwhile() {
        byte[] token = token(0, 4096);
        byte[] before = read(0, 0, 1 << 20);
        device.hold();
        byte[] list = writeList(0, 0, token, ranges(0, 512));
        TestTransport copy = disk.start(disk.nexus, SECOND, cdb(0x11, 2, list.length), 0, list, transport -> {});
        device.awaitHeld(4);
        TestTransport write =
                disk.start(disk.other, 0, "2A 00 00 00 00 00 00 00 01 00", 0, new byte[512], transport -> {});
        device.awaitHeld(5);
        device.release();
        TestLoops.await(write.ended).good();
        TestLoops.await(copy.ended).failed(5, 0x2306);
        assertOutcome(SECOND, 2, 0x02, 0);
        assertArrayEquals(new byte[1 << 20], read(SECOND, 0, 1 << 20));
        assertFalse(Arrays.equals(before, read(0, 0, 1 << 20)));
    }

    @Test
    void shouldGoOnAfterTheCommandHasEnded() {
        byte[] token = token(0, 4096);
        secondDevice.hold();
        write(SECOND, writeList(1, 0, token, ranges(0, 512))).good();
        secondDevice.awaitHeld(4);
        assertOutcome(SECOND, 2, 0x12, 0);
        write(SECOND, writeList(1, 0, token, ranges(0, 512))).failed(5, 0x0016);
        CompletedCopy.await(() -> {
            secondDevice.release();
            byte[] status = information(disk.nexus, SECOND, 2);
            return status[5] != 0x12;
        });
        assertOutcome(SECOND, 2, 0x01, 512);
        assertArrayEquals(read(0, 0, 1 << 20), read(SECOND, 0, 1 << 20));
    }

    /** Polls, as an initiator does. */
    private interface CompletedCopy {
        boolean isThere();

        static void await(CompletedCopy copy) {
            long end = System.nanoTime() + 20_000_000_000L;
            while (!copy.isThere()) {
                assertTrue(System.nanoTime() < end, "the copy did not end");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abort", "reset", "loss"})
    void shouldStopABackgroundCopy(String by) {
        byte[] token = token(0, 4096);
        secondDevice.hold();
        write(SECOND, writeList(1, 0, token, ranges(0, 512))).good();
        secondDevice.awaitHeld(4);
        switch (by) {
            case "abort" ->
                execute(disk.nexus, SECOND, "83 1C 00 00 00 02 00 00 00 00 00 00 00 00 00 00", new byte[0])
                        .good();
            case "reset" -> {
                TestLoops.run(disk.nexus.loop(), () -> second.reset(disk.nexus, TaskScope.ALL, 0x2903)
                        .thenRun(() -> {}));
                execute(disk.nexus, SECOND, "00 00 00 00 00 00", new byte[0]);
            }
            default -> TestLoops.run(disk.nexus.loop(), () -> disk.target.abortAll(disk.nexus, () -> {}));
        }
        secondDevice.release();
        CompletedCopy.await(() -> information(disk.nexus, SECOND, 2)[5] != 0x12);
        assertEquals(0x60, information(disk.nexus, SECOND, 2)[5]);
    }

    @Test
    void shouldNotKnowOtherTokens() {
        byte[] token = token(8, 4);
        for (int at : new int[] {8, 20, 200, 511}) {
            byte[] wrong = token.clone();
            wrong[at] ^= 1;
            write(0, writeList(0, 0, wrong, ranges(4000, 4))).failed(5, 0x2304);
        }
        byte[] shorter = token.clone();
        shorter[7] = 0;
        write(0, writeList(0, 0, shorter, ranges(4000, 4))).failed(5, 0x230A);
        byte[] strange = token.clone();
        strange[1] = 1;
        write(0, writeList(0, 0, strange, ranges(4000, 4))).failed(5, 0x2301);
        write(0, writeList(2, 0, token, ranges(4000, 4))).good();
        write(0, writeList(0, 0, token, ranges(4000, 4))).failed(5, 0x2304);
    }

    @Test
    void shouldBoundTheNumberOfTokens() {
        byte[] list = populateList(0, 600, 0, ranges(0, 8));
        for (int i = 0; i < 32; i++) {
            populate(1, list).good();
        }
        populate(1, list).failed(5, 0x550D);
        assertOutcome(0, 1, 0x02, 0);
        disk.execute("2A 00 00 00 00 00 00 00 01 00", new byte[512]).good();
        populate(1, list).good();
    }

    @Test
    void shouldLeaveTokensForOtherInitiators() {
        byte[] list = populateList(0, 600, 0, ranges(0, 8));
        for (int i = 0; i < 32; i++) {
            populate(1, list).good();
        }
        populate(1, list).failed(5, 0x550D);
        String cdb =
                "83 10 00 00 00 00 00 00 00 01 00 00 %02X %02X 00 00".formatted(list.length >> 8, list.length & 0xFF);
        disk.execute(disk.other, 0, cdb, 0, list, transport -> {}).good();
    }

    @Test
    void shouldRespectReservationsAndProtection() {
        byte[] token = token(8, 8);
        byte[] list = new byte[24];
        list[15] = 1;
        execute(disk.other, SECOND, "5F 00 00 00 00 00 00 00 18 00", list).good();
        list[7] = 1;
        execute(disk.other, SECOND, "5F 01 01 00 00 00 00 00 18 00", list).good();
        assertEquals(
                ScsiStatus.RESERVATION_CONFLICT,
                write(SECOND, writeList(0, 0, token, ranges(0, 1))).status());
        write(disk.other, SECOND, 2, writeList(0, 0, token, ranges(0, 1))).good();
    }

    /** The error, and the sense data for it. */
    @ParameterizedTest
    @CsvSource({
        "1, 1d, 2600",
        "2, 02, 2600",
        "4, 01, 2600",
        "15, 0f, 2600",
        "16, 01, 2100",
        "25, 7f, 2100",
        "39, 03, 2600",
        "14, 05, 2600"
    })
    void shouldSayWhatIsWrongWithAListToPopulate(int at, String value, String additional) {
        byte[] list = populateList(0, 0, 0x00010000, ranges(0, 4, 8, 4));
        list[at] = (byte) Integer.parseInt(value, 16);
        populate(1, list).failed(5, Integer.parseInt(additional, 16));
    }

    @Test
    void shouldCheckTheLengths() {
        disk.execute(cdb(0x10, 1, 0), new byte[0]).good();
        disk.execute(cdb(0x11, 1, 0), new byte[0]).good();
        disk.execute(cdb(0x10, 1, 15), new byte[15]).failed(5, 0x1A00);
        byte[] oneOfTwo = new byte[32];
        oneOfTwo[1] = 46;
        oneOfTwo[15] = 32;
        oneOfTwo[27] = 1;
        disk.execute(cdb(0x10, 1, 32), oneOfTwo).failed(5, 0x1A00);
        disk.execute(cdb(0x11, 1, 535), new byte[535]).failed(5, 0x1A00);
        long[] many = new long[130];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = i;
            many[i + 1] = 1;
        }
        populate(1, populateList(0, 0, 0, ranges(many))).failed(5, 0x2608);
        populate(1, populateList(2, 0, 0x00800001, ranges(0, 1))).good();
        populate(1, populateList(2, 0, 0x0080FFFF, ranges(0, 1))).good();
        disk.execute("84 07 00 00 00 77 00 00 00 00 00 00 00 FF 00 00").failed(5, 0x2400);
    }

    @Test
    void shouldTakeAnyListWithoutHarm() {
        long seed = Seed.of("token list fuzz");
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2000; i++) {
            disk.unit.atomicAccess().changes(); // revokes all
            boolean writes = random.nextBoolean();
            byte[] list = writes
                    ? writeList(0, 0, token(8, 4, 100, 12), ranges(4000, 8, 5000, 8))
                    : populateList(0, 0, 0, ranges(0, 8, 4000, 9));
            for (int j = random.nextInt(5); j > 0; j--) {
                int at = random.nextInt(list.length);
                list[writes && at >= 16 && at < 528 && random.nextInt(4) > 0 ? 534 : at] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(3) == 0 ? random.nextInt(list.length) : list.length;
            TaskResult result = disk.execute(cdb(writes ? 0x11 : 0x10, 1, length), Arrays.copyOf(list, length));
            assertTrue(
                    result.status() == ScsiStatus.GOOD || result.status() == ScsiStatus.CHECK_CONDITION,
                    result.toString());
            CompletedCopy.await(() -> {
                byte[] status = disk.execute("84 07 00 00 00 01 00 00 00 00 00 00 00 FF 00 00")
                        .dataIn();
                return status.length == 0 || status[5] != 0x12;
            });
        }
    }
}
