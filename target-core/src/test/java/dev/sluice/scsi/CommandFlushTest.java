package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.open.Devices;
import dev.sluice.scsi.protection.ProtectedDevice;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Durability, seen from the medium: a command that promises it has moved the flush counter of each loop device beneath the disk when its
 * status comes, and a command that does not promise it moves none.
 */
class CommandFlushTest {
    private static final int BLOCK = 512;
    private static final long DATA_BYTES = 8 << 20;
    /** The place of "flush I/Os" in a disk's counters (Documentation/block/stat.rst), from 0. */
    private static final int FLUSHES = 15;

    private static final String WRITE = "2A 00 00 00 00 05 00 00 01 00";
    private static final String WRITE_FUA = "2A 08 00 00 00 05 00 00 01 00";
    private static final String WRITE_AND_VERIFY = "2E 00 00 00 00 05 00 00 01 00";
    private static final String WRITE_SAME = "41 00 00 00 00 05 00 00 01 00";
    private static final String WRITE_SAME_UNMAP = "93 09 00 00 00 00 00 00 00 00 00 00 00 40 00 00";
    private static final String COMPARE_AND_WRITE = "89 00 00 00 00 00 00 00 00 05 00 00 00 01 00 00";
    private static final String COMPARE_AND_WRITE_FUA = "89 08 00 00 00 00 00 00 00 05 00 00 00 01 00 00";
    private static final String SYNCHRONIZE_CACHE = "35 00 00 00 00 00 00 00 00 00";
    private static final String READ = "28 00 00 00 00 05 00 00 01 00";
    /** Nothing more than a change of the write cache: the mode page after a header of 4 bytes. */
    private static final String CACHE_OFF = "00000000" + "0812" + "00".repeat(18);

    @TempDir
    Path folder;

    private final List<Path> media = new ArrayList<>();
    private TestDisk disk;

    private BlockDevice medium(long bytes) throws Exception {
        Path backing = folder.resolve("backing-" + media.size());
        try (RandomAccessFile sparse = new RandomAccessFile(backing.toFile(), "rw")) {
            sparse.setLength(bytes);
        }
        Path medium = Path.of(
                LoopFileSystem.command("mount", "losetup", "--find", "--show", "--direct-io=on", backing.toString()));
        media.add(medium);
        return Devices.open(DeviceSpec.Disk.of(medium));
    }

    private void openPlain() throws Exception {
        disk = new TestDisk(
                        medium(DATA_BYTES),
                        LogicalUnitSettings.of(BLOCK, "disk-1").withThin(true))
                .greeted();
    }

    private void openProtected() throws Exception {
        ProtectedDevice device = new ProtectedDevice(
                medium(DATA_BYTES), medium(ProtectedDevice.informationBytes(DATA_BYTES, BLOCK)), BLOCK);
        LogicalUnitSettings settings =
                LogicalUnitSettings.of(BLOCK, "disk-1").withThin(true).withProtection(ProtectionType.TYPE_1);
        disk = new TestDisk(device, settings).greeted();
    }

    @AfterEach
    void close() throws IOException {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
        for (Path medium : media) {
            LoopFileSystem.command("mount", "losetup", "--detach", medium.toString());
        }
    }

    private long[] flushes() throws IOException {
        long[] counts = new long[media.size()];
        for (int i = 0; i < counts.length; i++) {
            Path counters = Path.of("/sys/block", media.get(i).getFileName().toString(), "stat");
            counts[i] = Long.parseLong(Files.readString(counters).strip().split("\\s+")[FLUSHES]);
        }
        return counts;
    }

    /** The flushes of each medium until the status of the command. */
    private long[] flushesOf(String cdb, byte[] dataOut) throws IOException {
        long[] before = flushes();
        disk.execute(cdb, dataOut).good();
        long[] after = flushes();
        for (int i = 0; i < after.length; i++) {
            after[i] -= before[i];
        }
        return after;
    }

    private void assertDurable(String cdb, byte[] dataOut) throws IOException {
        long[] flushes = flushesOf(cdb, dataOut);
        for (int i = 0; i < flushes.length; i++) {
            assertTrue(flushes[i] > 0, cdb + ": medium " + i + " has heard of no flush");
        }
    }

    private void assertNoFlush(String cdb, byte[] dataOut) throws IOException {
        for (long flushes : flushesOf(cdb, dataOut)) {
            assertEquals(0, flushes, cdb);
        }
    }

    private void turnCacheOff() {
        disk.execute("15 10 00 00 18 00", HexFormat.of().parseHex(CACHE_OFF)).good();
    }

    @Test
    void shouldFlushTheMediumWhenACommandAsksForIt() throws Exception {
        openPlain();
        assertDurable(WRITE_FUA, new byte[BLOCK]);
        assertDurable(WRITE_AND_VERIFY, new byte[BLOCK]);
        assertDurable(COMPARE_AND_WRITE_FUA, new byte[2 * BLOCK]);
        assertDurable(SYNCHRONIZE_CACHE, new byte[0]);
    }

    @Test
    void shouldNotFlushTheMediumWhenThereIsAWriteCache() throws Exception {
        openPlain();
        assertNoFlush(WRITE, new byte[BLOCK]);
        assertNoFlush(WRITE_SAME, new byte[BLOCK]);
        assertNoFlush(WRITE_SAME_UNMAP, new byte[0]);
        assertNoFlush(COMPARE_AND_WRITE, new byte[2 * BLOCK]);
        disk.execute(READ).good();
    }

    @Test
    void shouldFlushTheMediumWithEveryChangeWhenTheWriteCacheIsOff() throws Exception {
        openPlain();
        long[] before = flushes();
        turnCacheOff();
        assertTrue(flushes()[0] > before[0], "the cache is flushed when it is turned off");
        assertDurable(WRITE, new byte[BLOCK]);
        assertDurable(WRITE_SAME, new byte[BLOCK]);
        assertDurable(WRITE_SAME_UNMAP, new byte[0]);
        byte[] filled = new byte[BLOCK];
        filled[0] = 1;
        assertDurable(WRITE_SAME, filled);
        byte[] verifyAndWrite = new byte[2 * BLOCK];
        verifyAndWrite[0] = 1;
        assertDurable(COMPARE_AND_WRITE, verifyAndWrite);
    }

    @Test
    void shouldFlushDataAndInformationWhenACommandAsksForIt() throws Exception {
        openProtected();
        assertDurable(WRITE_FUA, new byte[BLOCK]);
        assertDurable(SYNCHRONIZE_CACHE, new byte[0]);
        assertNoFlush(WRITE, new byte[BLOCK]);
        assertNoFlush(WRITE_SAME_UNMAP, new byte[0]);
    }

    @Test
    void shouldFlushDataAndInformationWithEveryChangeWhenTheWriteCacheIsOff() throws Exception {
        openProtected();
        turnCacheOff();
        assertDurable(WRITE, new byte[BLOCK]);
        assertDurable(WRITE_SAME, new byte[BLOCK]);
        assertDurable(WRITE_SAME_UNMAP, new byte[0]);
    }
}
