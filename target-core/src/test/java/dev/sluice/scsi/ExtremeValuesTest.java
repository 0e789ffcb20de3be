package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.optical.OpticalDrives;
import dev.sluice.scsi.protection.ProtectedDevice;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandTable;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.MediumOperation;
import dev.sluice.testing.Seed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Numbers from the network at the ends of their ranges, in every field of every CDB and parameter list: a command is carried out
 * within the medium or refused, and never fails by a fault of the server's own.
 */
class ExtremeValuesTest {
    private static final int BLOCKS = 512;
    private static final int HARDWARE_ERROR = 4;
    private static final int NOT_READY = 2;
    private static final int START_STOP_UNIT = 0x1B;
    private static final int SET_TARGET_PORT_GROUPS = 0xA4;

    private TestDisk disk;
    private int good;

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private void open(boolean isProtected, int blockSize) {
        int bytes = BLOCKS * blockSize;
        LogicalUnitSettings settings =
                LogicalUnitSettings.of(blockSize, "extreme").withThin(true).withRemovable(true);
        disk = isProtected
                ? new TestDisk(
                        new ProtectedDevice(
                                new RamDevice(bytes),
                                new RamDevice(ProtectedDevice.informationBytes(bytes, blockSize)),
                                blockSize),
                        settings.withProtection(ProtectionType.TYPE_1))
                : new TestDisk(new RamDevice(bytes), settings);
        disk.greeted();
    }

    /** A field of a CDB: bytes that are looked at as a whole. */
    private record Field(int at, int bytes) {
        long[] values() {
            long most = bytes == 8 ? -1 : (1L << 8 * bytes) - 1;
            long half = 1L << 8 * bytes - 1;
            return new long[] {0, 1, BLOCKS - 1, BLOCKS, BLOCKS + 1, half - 1, half, half + 1, most - 1, most};
        }

        void put(byte[] target, long value) {
            for (int i = 0; i < bytes; i++) {
                target[at + i] = (byte) (value >>> 8 * (bytes - 1 - i));
            }
        }
    }

    /** Runs of bytes that are alike in the usage data, of which long ones are a block address of eight bytes and a length. */
    private static List<Field> fields(CommandSpec spec) {
        List<Field> fields = new ArrayList<>();
        for (int at = spec.hasServiceAction() ? 2 : 1; at < spec.usage().bytes() - 1; ) {
            int end = at + 1;
            if (spec.usage().at(at) == 0xFF) {
                while (end < spec.usage().bytes() - 1 && spec.usage().at(end) == 0xFF) {
                    end++;
                }
            }
            if (spec.usage().at(at) != 0) {
                int length = end - at;
                int first = length > 8 ? 8 : length == 8 && spec.usage().bytes() == 12 ? 4 : length == 7 ? 4 : length;
                fields.add(new Field(at, first));
                if (first < length) {
                    fields.add(new Field(at + first, length - first));
                }
            }
            at = end;
        }
        return fields;
    }

    private static byte[] cdb(CommandSpec spec) {
        byte[] cdb = new byte[spec.usage().bytes()];
        cdb[0] = (byte) spec.opcode();
        cdb[1] = (byte) spec.serviceAction();
        return cdb;
    }

    /** Bits that are not looked at are clear. */
    private static void mask(CommandSpec spec, byte[] cdb) {
        for (int i = spec.hasServiceAction() ? 2 : 1; i < cdb.length; i++) {
            cdb[i] &= (byte) spec.usage().at(i);
        }
    }

    private void execute(byte[] cdb, byte[] data) {
        String text = HexFormat.ofDelimiter(" ").formatHex(cdb);
        TaskResult result = disk.execute(disk.nexus, 0, text, 1 << 14, data, transport -> {});
        if (result.status() == ScsiStatus.CHECK_CONDITION) {
            int key = SenseData.keyIn(result.sense());
            assertNotEquals(HARDWARE_ERROR, key, text);
            assertNotEquals(NOT_READY, key, "a command before has left the disk unusable for " + text);
        } else if (result.status() == ScsiStatus.GOOD) {
            isWithinTheMedium(cdb, text);
            good++;
        }
        MediumOperation operation = disk.unit.state().operation();
        if (operation != null) {
            TestLoops.await(operation.ended());
        }
    }

    /** A command with an address and a number of blocks that has ended well. */
    private void isWithinTheMedium(byte[] cdb, String text) {
        long lba;
        long blocks;
        switch (Cdb.u8(cdb, 0)) {
            case 0x28, 0x2A, 0x2E, 0x2F, 0x34, 0x35, 0x41 -> {
                lba = Cdb.u32(cdb, 2);
                blocks = Cdb.u16(cdb, 7);
            }
            case 0xA8, 0xAA, 0xAE, 0xAF -> {
                lba = Cdb.u32(cdb, 2);
                blocks = Cdb.u32(cdb, 6);
            }
            case 0x88, 0x8A, 0x8E, 0x8F, 0x8B, 0x90, 0x91, 0x93 -> {
                lba = Cdb.u64(cdb, 2);
                blocks = Cdb.u32(cdb, 10);
            }
            case 0x89 -> {
                lba = Cdb.u64(cdb, 2);
                blocks = Cdb.u8(cdb, 13);
            }
            case 0x9C -> {
                lba = Cdb.u64(cdb, 2);
                blocks = Cdb.u16(cdb, 12);
            }
            case 0xBE -> {
                lba = Cdb.u32(cdb, 2);
                blocks = Cdb.u24(cdb, 6);
            }
            default -> {
                return;
            }
        }
        BigInteger end = new BigInteger(Long.toUnsignedString(lba)).add(BigInteger.valueOf(blocks));
        assertTrue(end.compareTo(BigInteger.valueOf(disk.unit.state().blocks())) <= 0, text);
    }

    private void tryAllFields(byte[] data) {
        for (CommandSpec spec : CommandTable.of(disk.unit).all()) {
            // Commands to a disk without a medium would show nothing.
            if (spec.isOfferedBy(disk.unit) && spec.opcode() != START_STOP_UNIT) {
                tryFields(spec, cdb(spec), fields(spec), 0, data);
            }
        }
    }

    /** All values of each field with all values of the other ones. */
    private void tryFields(CommandSpec spec, byte[] cdb, List<Field> fields, int index, byte[] data) {
        if (index == fields.size()) {
            byte[] tried = cdb.clone();
            mask(spec, tried);
            execute(tried, data);
            return;
        }
        Field field = fields.get(index);
        boolean isFlags = field.bytes() == 1 && spec.usage().at(field.at()) != 0xFF;
        long[] values = isFlags ? new long[] {0, spec.usage().at(field.at())} : field.values();
        for (long value : values) {
            field.put(cdb, value);
            tryFields(spec, cdb, fields, index + 1, data);
        }
    }

    @Test
    void shouldStayWithinADiskWhateverTheCdbSays() {
        open(false, 512);
        tryAllFields(new byte[0]);
        tryAllFields(new byte[512]);
        assertTrue(good > 1000, "only " + good + " commands were carried out");
    }

    @Test
    void shouldStayWithinADiskOfLargeBlocksWhateverTheCdbSays() {
        open(false, 4096);
        tryAllFields(new byte[4096]);
    }

    @Test
    void shouldStayWithinAProtectedDiskWhateverTheCdbSays() {
        open(true, 512);
        tryAllFields(new byte[512]);
    }

    @Test
    void shouldStayWithinADiscWhateverTheCdbSays() {
        RamDevice disc = new RamDevice(2048 * BLOCKS);
        disk = new TestDisk(disc, OpticalDrives.unit(LogicalUnitSettings.ofDrive("disc"), disc, ChannelOpener.INLINE))
                .greeted();
        tryAllFields(new byte[24]);
    }

    @Test
    void shouldTakeAnyNumbersInAParameterList() {
        long seed = Seed.of("extreme values");
        SplittableRandom random = new SplittableRandom(seed);
        open(false, 512);
        for (CommandSample sample : CommandSample.lists(disk.unit)) {
            boolean setsAccess = Cdb.u8(sample.cdb(), 0) == SET_TARGET_PORT_GROUPS && sample.cdb()[1] == 0x0A;
            for (int at = 0; at < sample.data().length; at++) {
                for (int bytes = 1; bytes <= 8 && at + bytes <= sample.data().length; bytes *= 2) {
                    for (long value : new Field(at, bytes).values()) {
                        byte[] data = sample.data().clone();
                        new Field(at, bytes).put(data, value);
                        if (random.nextInt(4) == 0) {
                            int other = random.nextInt(sample.data().length);
                            new Field(other, 1).put(data, random.nextInt(256));
                        }
                        execute(sample.cdb(), data);
                        if (setsAccess) {
                            execute(sample.cdb(), sample.data());
                        }
                    }
                }
            }
        }
    }

    /** Of UNMAP, block ranges are checked before the first of them is unmapped. */
    @Test
    void shouldUnmapNothingWhenOneRangeIsOutside() {
        open(false, 512);
        byte[] block = new byte[512];
        Arrays.fill(block, (byte) 0x33);
        disk.execute("2A 00 00 00 00 00 00 00 01 00", block).good();
        for (long lba : new long[] {BLOCKS, Long.MAX_VALUE, Long.MIN_VALUE, -1, 1L << 55, 1L << 54}) {
            for (long count : new long[] {1, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL}) {
                byte[] list = new byte[40];
                list[1] = 38;
                list[3] = 32;
                list[19] = 1;
                new Field(24, 8).put(list, lba);
                new Field(32, 4).put(list, count);
                disk.execute("42 00 00 00 00 00 00 00 28 00", list).failed(5, 0x2100);
            }
        }
        assertEquals(0x33, disk.execute("28 00 00 00 00 00 00 00 01 00").good().dataIn()[0]);
    }
}
