package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.open.Devices;
import dev.sluice.scsi.disk.Disks;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EXTENDED COPY between files of real file systems that can share blocks. Needs root, xfsprogs, btrfs-progs and e2fsprogs. */
class CloneFileTest {
    private static final long SECOND = 1L << 48;
    private static final int SIZE = 64 << 20;
    private static final int PIECE = 1 << 20;
    private static final int BLOCKS = 32768;

    @TempDir
    Path folder;

    private LoopFileSystem files;
    private BlockDevice device;
    private BlockDevice secondDevice;
    private TestDisk disk;
    private LogicalUnit second;

    private void open(Path first, Path other, boolean direct, boolean writeCache) throws Exception {
        device = Devices.open(DeviceSpec.Disk.of(first).withCreateBytes(SIZE).withDirect(direct));
        secondDevice =
                Devices.open(DeviceSpec.Disk.of(other).withCreateBytes(SIZE).withDirect(direct));
        disk = new TestDisk(device, LogicalUnitSettings.of(512, "first"));
        second = Disks.unit(
                LogicalUnitSettings.of(512, "second").withWriteCache(writeCache), secondDevice, ChannelOpener.INLINE);
        disk.target.map(1, second);
        disk.greeted();
        for (int i = 0; i < 2; i++) {
            disk.execute(disk.nexus, SECOND, "00 00 00 00 00 00", 0, new byte[0], transport -> {});
            disk.execute("00 00 00 00 00 00");
        }
    }

    @AfterEach
    void unmount() throws IOException {
        close();
        files.close();
    }

    private void close() {
        disk.target.map(1, null);
        TestLoops.run(disk.nexus.loop(), () -> {});
        TestLoops.run(disk.other.loop(), () -> {});
        TestLoops.await(second.close());
        secondDevice.close();
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private void write(long lun, long offset, byte[] data) {
        disk.execute(disk.nexus, lun, cdb("2A", offset), 0, data, transport -> {})
                .good();
    }

    private byte[] read(long lun, long offset) {
        return disk.execute(disk.nexus, lun, cdb("28", offset), PIECE, new byte[0], transport -> {})
                .good()
                .dataIn();
    }

    private static String cdb(String opcode, long offset) {
        int lba = (int) (offset / 512);
        return opcode
                + " 00 %02X %02X %02X %02X 00 08 00 00"
                        .formatted(lba >> 24, lba >> 16 & 0xFF, lba >> 8 & 0xFF, lba & 0xFF);
    }

    private void copy(long from, long to) {
        byte[] list = CopyLists.list(1, disk.unit, second, CopyLists.blocks(0, 1, BLOCKS, from, to));
        TestLoops.await(disk.start(disk.nexus, 0, CopyLists.cdb(list.length), 0, list, transport -> {}).ended)
                .good();
    }

    private static List<byte[]> fill(CloneFileTest test, long lun) {
        SplittableRandom random = new SplittableRandom(7);
        return IntStream.range(0, SIZE / PIECE / 2)
                .mapToObj(i -> {
                    byte[] data = new byte[PIECE];
                    random.nextBytes(data);
                    test.write(lun, (long) i * PIECE, data);
                    return data;
                })
                .toList();
    }

    /** As FIEMAP tells: the extents of the file that another has as well. */
    private static long shared(Path file) throws IOException {
        return LoopFileSystem.command("e2fsprogs", "filefrag", "-v", file.toString())
                .lines()
                .filter(line -> line.contains("shared"))
                .count();
    }

    @ParameterizedTest
    @CsvSource({"xfs, true, true", "xfs, false, true", "btrfs, true, true", "btrfs, true, false", "btrfs, false, true"})
    void shouldShareBlocks(String type, boolean direct, boolean writeCache) throws Exception {
        files = LoopFileSystem.make(type, folder);
        Path first = files.root.resolve("first");
        Path other = files.root.resolve("other");
        open(first, other, direct, writeCache);
        List<byte[]> content = fill(this, 0);
        LoopFileSystem.command("coreutils", "sync", "--file-system", first.toString());
        long used = Files.getFileStore(first).getUnallocatedSpace();
        copy(8, 16);
        assertTrue(shared(other) > 0, "nothing is shared");
        LoopFileSystem.command("coreutils", "sync", "--file-system", first.toString());
        assertTrue(used - Files.getFileStore(first).getUnallocatedSpace() < PIECE, "space was taken");
        // Neither changes with the other; what was not whole units has been copied as well.
        byte[] changed = new byte[PIECE];
        write(0, 3 * PIECE, changed);
        write(SECOND, 5 * PIECE, changed);
        assertArrayEquals(content.get(5), read(0, 5 * PIECE));
        assertArrayEquals(changed, read(SECOND, 5 * PIECE));
        assertArrayEquals(
                Arrays.copyOfRange(content.get(3), 0, PIECE - 4096),
                Arrays.copyOfRange(read(SECOND, 3 * PIECE), 4096, PIECE));
    }

    /** Blocks that do not meet on both sides are copied, and so is all between two file systems, after one attempt. */
    @Test
    void shouldCopyWhatCannotBeShared() throws Exception {
        files = LoopFileSystem.make("xfs", folder);
        open(files.root.resolve("first"), files.root.resolve("other"), true, true);
        List<byte[]> content = fill(this, 0);
        copy(0, 1);
        assertEquals(0, shared(files.root.resolve("other")));
        assertArrayEquals(
                Arrays.copyOfRange(content.get(3), 0, PIECE - 512),
                Arrays.copyOfRange(read(SECOND, 3 * PIECE), 512, PIECE));
        close();
        open(files.root.resolve("first"), folder.resolve("elsewhere"), true, true);
        assertNotEquals(0, device.cloneUnitBytes(secondDevice));
        copy(0, 0);
        assertEquals(0, device.cloneUnitBytes(secondDevice));
        assertArrayEquals(content.get(3), read(SECOND, 3 * PIECE));
        copy(0, 0);
        assertArrayEquals(content.get(4), read(SECOND, 4 * PIECE));
    }
}
