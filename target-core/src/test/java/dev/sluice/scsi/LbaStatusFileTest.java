package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.open.Devices;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GET LBA STATUS of files in real file systems. Needs root, xfsprogs, btrfs-progs and e2fsprogs. */
class LbaStatusFileTest {
    private static final int SIZE = 64 << 20;
    private static final String NOTHING = "0+131072 deallocated";

    /** By 131,072 blocks: nothing, zeroes from a block, zeroes without data, data, what was zeroed and unmapped. */
    private static final List<String> WRITTEN =
            List.of("0+2048 deallocated", "2048+6144 mapped", "8192+122880 deallocated");

    @TempDir
    Path folder;

    private static List<String> status(TestDisk disk) {
        ByteBuffer data = ByteBuffer.wrap(disk.execute("9E 12 00 00 00 00 00 00 00 00 00 00 10 00 00 00")
                .good()
                .dataIn());
        data.getLong();
        List<String> found = new ArrayList<>();
        while (data.hasRemaining()) {
            String range = data.getLong() + "+" + data.getInt();
            found.add(range + (data.getInt() == 0 ? " mapped" : " deallocated"));
        }
        return found;
    }

    private static void write(Path file, boolean direct) throws Exception {
        DeviceSpec spec = DeviceSpec.Disk.of(file).withCreateBytes(SIZE).withDirect(direct);
        try (TestDisk disk = new TestDisk(
                        Devices.open(spec), LogicalUnitSettings.of(512, "files").withThin(true))
                .greeted()) {
            assertEquals(List.of(NOTHING), status(disk));
            disk.execute("41 00 00 00 08 00 00 08 00 00", new byte[512]).good();
            disk.execute("93 01 00 00 00 00 00 00 10 00 00 00 08 00 00 00").good();
            disk.execute("2A 00 00 00 18 00 00 08 00 00", ReadWriteTest.random(3, 1 << 20))
                    .good();
            disk.execute("93 01 00 00 00 00 00 00 20 00 00 00 08 00 00 00").good();
            disk.execute("93 08 00 00 00 00 00 00 20 00 00 00 08 00 00 00", new byte[512])
                    .good();
            assertEquals(WRITTEN, status(disk));
        }
        Files.delete(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xfs", "btrfs", "ext4"})
    void shouldCallMappedWhatZeroesWereWrittenToInTheFileSystem(String type) throws Exception {
        try (LoopFileSystem files = LoopFileSystem.make(type, folder)) {
            write(files.root.resolve("direct"), true);
            write(files.root.resolve("buffered"), false);
        }
    }

    @Test
    void shouldCallMappedWhatZeroesWereWrittenToInMemory() throws Exception {
        Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "sluice-status");
        try {
            write(memory.resolve("disk"), true);
        } finally {
            Files.delete(memory);
        }
    }
}
