package dev.sluice.scsi;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.open.Devices;
import dev.sluice.scsi.disk.Disks;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Times EXTENDED COPY of 1 GiB from one file to another: a program, not a test. Arguments: a folder, rounds. Each round copies once
 * where blocks can be shared, if the file system can do that, and once where they cannot, because they do not meet on both sides.
 */
final class CopyMeasurement {
    private static final long SIZE = 1L << 30;
    private static final int PIECE = 1 << 20;
    private static final int SEGMENT = 64;
    private static final int BLOCK = 512;

    private CopyMeasurement() {}

    public static void main(String[] args) throws Exception {
        Path from = Path.of(args[0], "from");
        Path to = Path.of(args[0], "to");
        try (BlockDevice source = open(from);
                BlockDevice destination = open(to)) {
            TestDisk disk = new TestDisk(source, LogicalUnitSettings.of(BLOCK, "from"));
            LogicalUnit unit = Disks.unit(LogicalUnitSettings.of(BLOCK, "to"), destination, ChannelOpener.INLINE);
            disk.target.map(1, unit);
            for (int i = 0; i < 3; i++) {
                disk.greeted();
                disk.execute(disk.nexus, 1L << 48, "00 00 00 00 00 00", 0, new byte[0], transport -> {});
            }
            fill(disk);
            for (int round = 0; round < Integer.parseInt(args[1]); round++) {
                copy("where blocks meet", disk, unit, to, 0);
                copy("where they do not", disk, unit, to, 1);
            }
        }
        System.exit(0);
    }

    private static BlockDevice open(Path path) throws Exception {
        return Devices.open(DeviceSpec.Disk.of(path).withCreateBytes(SIZE + PIECE));
    }

    private static void fill(TestDisk disk) {
        SplittableRandom random = new SplittableRandom(1);
        byte[] data = new byte[PIECE];
        for (int i = 0; i < SIZE / PIECE; i++) {
            random.nextBytes(data);
            int lba = i * (PIECE / BLOCK);
            disk.execute("2A 00 00 %02X %02X 00 00 08 00 00".formatted(lba >> 16, lba >> 8 & 0xFF), data)
                    .good();
        }
    }

    private static void copy(String what, TestDisk disk, LogicalUnit unit, Path to, int shift) throws Exception {
        int blocks = (int) (SIZE / SEGMENT / BLOCK);
        byte[][] segments = new byte[SEGMENT][];
        for (int i = 0; i < SEGMENT; i++) {
            segments[i] = CopyLists.blocks(0, 1, blocks, (long) i * blocks, (long) i * blocks + shift);
        }
        byte[] list = CopyLists.list(1, disk.unit, unit, segments);
        long free = Files.getFileStore(to).getUnallocatedSpace();
        long before = System.nanoTime();
        TaskResult result = disk.execute(disk.nexus, 0, text(CopyLists.cdb(list.length)), 0, list, transport -> {});
        long copied = System.nanoTime();
        result.good();
        disk.execute(disk.nexus, 1L << 48, "35 00 00 00 00 00 00 00 00 00", 0, new byte[0], transport -> {})
                .good();
        long durable = System.nanoTime();
        System.out.printf(
                "%s: copied in %.1f ms, flushed in %.1f ms, space taken %d MiB%n",
                what,
                (copied - before) / 1e6,
                (durable - copied) / 1e6,
                free - Files.getFileStore(to).getUnallocatedSpace() >> 20);
    }

    private static String text(byte[] cdb) {
        return HexFormat.ofDelimiter(" ").formatHex(cdb);
    }
}
